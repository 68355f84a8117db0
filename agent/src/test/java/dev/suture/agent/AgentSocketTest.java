package dev.suture.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.agent.client.AgentConnection;
import dev.suture.agent.server.Agent;
import dev.suture.plugin.PatchException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AgentSocketTest {
    private static final int NOBODY = 65534;

    @TempDir
    private Path folder;

    @Test
    void onlyTheOwnerMayOpenIt() throws Exception {
        try (RunningAgent agent = new RunningAgent(folder, new FakeService())) {
            Path socket = agent.location().socket();
            assertThat(rights(socket)).isEqualTo("rw-------");
            assertThat(rights(agent.location().lock())).isEqualTo("rw-------");
            assertThat(rights(socket.getParent())).isEqualTo("rwx------");
            assertThat(Files.readString(agent.location().lock()))
                    .isEqualTo(ProcessHandle.current().pid() + "\n");
        }
        assertThat(folder.resolve("run/agent.sock")).doesNotExist();
    }

    @Test
    void aFolderThatIsOpenToOthersIsRefused() throws Exception {
        Files.createDirectory(
                folder.resolve("run"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.setPosixFilePermissions(folder.resolve("run"), PosixFilePermissions.fromString("rwxr-x--x"));
        assertThatThrownBy(() -> start(folder))
                .hasMessageContaining("others have rights in it (rwxr-x--x)")
                .isInstanceOfSatisfying(
                        PatchException.class, e -> assertThat(e.remedy()).startsWith("`chmod 700 " + folder));
    }

    @Test
    void aLinkIsNotFollowed(@TempDir Path other) throws Exception {
        Files.createSymbolicLink(folder.resolve("run"), other);
        assertThatThrownBy(() -> start(folder)).hasMessageContaining("it is no folder");
    }

    @Test
    void theFileOfADeadAgentIsReplaced() throws Exception {
        Path socket = folder.resolve("run/agent.sock");
        Files.createDirectory(
                folder.resolve("run"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        dead.bind(UnixDomainSocketAddress.of(socket));
        dead.close();
        assertThat(socket).exists();
        assertThat(AgentConnection.to(new AgentLocation(socket))).isEmpty();
        try (RunningAgent agent = new RunningAgent(folder, new FakeService());
                AgentConnection connection = agent.connect()) {
            assertThat(RunningAgent.service(connection).list()).hasSize(1);
        }
    }

    @Test
    void aLivingAgentIsLeftAlone() {
        try (RunningAgent agent = new RunningAgent(folder, new FakeService())) {
            assertThatThrownBy(() -> start(folder))
                    .hasMessage("An agent listens at %s already (process %d)."
                            .formatted(
                                    agent.location().socket(),
                                    ProcessHandle.current().pid()));
            try (AgentConnection connection = agent.connect()) {
                assertThat(RunningAgent.service(connection).list()).hasSize(1);
            }
        }
    }

    @Test
    void aStoreHasOneAgent() {
        AgentOptions first = RunningAgent.options(folder, Optional.empty());
        AgentOptions second = new AgentOptions(
                new AgentLocation(folder.resolve("other/agent.sock")),
                first.store(),
                first.installed(),
                List.of(),
                Optional.empty());
        try (RunningAgent agent = new RunningAgent(first, new FakeService())) {
            assertThatThrownBy(() -> Agent.start(second, new FakeService(), Optional.empty(), List.of()))
                    .hasMessage("Another agent serves the store %s, at %s (process %d)."
                            .formatted(
                                    first.store(),
                                    agent.location().socket(),
                                    ProcessHandle.current().pid()));
            assertThat(second.location().socket()).doesNotExist();
        }
        try (RunningAgent agent = new RunningAgent(second, new FakeService());
                AgentConnection connection = agent.connect()) {
            assertThat(RunningAgent.service(connection).list()).hasSize(1);
        }
    }

    @Test
    void aPathThatIsTooLongSaysSo() {
        Path deep = folder.resolve("a".repeat(90));
        assertThatThrownBy(() -> start(deep))
                .hasMessageContaining("a UNIX socket's path has at most 103 bytes")
                .isInstanceOfSatisfying(
                        PatchException.class, e -> assertThat(e.remedy()).contains("SUTURE_SOCKET"));
    }

    /** The rights of folder and socket are taken away first: what is tried is the word of the kernel on who the peer is. */
    @Test
    void anotherUserIsRefused() throws Exception {
        assumeTrue(Me.now().isRoot(), "skipped: only root can become another user");
        List<String> log = new ArrayList<>();
        Handler handler = collecting(log);
        Logger logger = Logger.getLogger("dev.suture.agent.server.Doorkeeper");
        Level before = logger.getLevel();
        logger.setLevel(Level.ALL);
        logger.addHandler(handler);
        try (RunningAgent agent = new RunningAgent(folder, new FakeService())) {
            assertThat(asUser(NOBODY, agent.location()))
                    .as("kept out by the folder")
                    .isEqualTo("connect: 13\n");
            Path socket = agent.location().socket();
            for (Path path : List.of(folder, socket.getParent(), socket)) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
            }
            assertThat(asUser(0, agent.location())).startsWith("heard: Content-Length: ");
            assertThat(asUser(NOBODY, agent.location())).isEqualTo("heard: \n");
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(before);
        }
        assertThat(log).anyMatch(l -> l.matches("A client of user (nobody|65534) was refused\\."));
    }

    @Test
    void aSocketOfAnotherUserIsNotTrusted() throws Exception {
        assumeTrue(Me.now().isRoot(), "skipped: only root can become another user");
        Path socket = folder.resolve("run/agent.sock");
        Files.createDirectory(folder.resolve("run"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Files.setPosixFilePermissions(folder.resolve("run"), PosixFilePermissions.fromString("rwxrwxrwx"));
        Process impostor = perl(
                NOBODY,
                "use Socket; socket(S, PF_UNIX, SOCK_STREAM, 0); bind(S, sockaddr_un($ARGV[0])); listen(S, 5);"
                        + " $| = 1; print \"ready\\n\"; accept(C, S); sleep 20;",
                socket);
        try {
            assertThat(impostor.inputReader().readLine()).isEqualTo("ready");
            assertThatThrownBy(() -> AgentConnection.to(new AgentLocation(socket)))
                    .hasMessageMatching("What listens at .* runs as user (nobody|65534), not as root\\.");
        } finally {
            impostor.destroyForcibly();
        }
    }

    @Test
    void whereItListensFollowsTheEnvironment() {
        Path store = Path.of("/home/a/.local/state/suture");
        assertThat(at(Map.of("SUTURE_SOCKET", "/x/s", "SUTURE_HOME", "/h"), true, store))
                .isEqualTo("/x/s");
        assertThat(at(Map.of("SUTURE_HOME", "/h", "XDG_RUNTIME_DIR", "/run/user/1"), true, store))
                .isEqualTo("/h/run/agent.sock");
        assertThat(at(Map.of("XDG_RUNTIME_DIR", "/run/user/0"), true, store)).isEqualTo("/run/suture/agent.sock");
        assertThat(at(Map.of("XDG_RUNTIME_DIR", "/run/user/1"), false, store))
                .isEqualTo("/run/user/1/suture/agent.sock");
        assertThat(at(Map.of("XDG_RUNTIME_DIR", "relative"), false, store)).isEqualTo(store + "/run/agent.sock");
        assertThat(at(Map.of(), false, store)).isEqualTo(store + "/run/agent.sock");
    }

    private static String at(Map<String, String> environment, boolean root, Path store) {
        return AgentLocation.of(environment, root, store).socket().toString();
    }

    private static void start(Path folder) {
        Agent.start(RunningAgent.options(folder, Optional.empty()), new FakeService(), Optional.empty(), List.of());
    }

    private static String rights(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    /** Says hello as that user; returns what it came to. */
    private static String asUser(int uid, AgentLocation location) throws Exception {
        String hello = new String(RawClient.frame(RawClient.HELLO), StandardCharsets.UTF_8);
        Process client = perl(
                uid,
                "use Socket; socket(S, PF_UNIX, SOCK_STREAM, 0);"
                        + " connect(S, sockaddr_un($ARGV[0])) or do { print 'connect: ', $!+0, \"\\n\"; exit; };"
                        + " $SIG{PIPE} = 'IGNORE'; syswrite S, $ARGV[1]; sysread S, $heard, 60; print \"heard: $heard\\n\";",
                location.socket(),
                hello);
        assertThat(client.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static Process perl(int uid, String script, Object... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "setpriv", "--reuid", Integer.toString(uid), "--regid", Integer.toString(uid), "--clear-groups"));
        command.addAll(List.of("perl", "-e", script));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Handler collecting(List<String> log) {
        return new Handler() {
            @Override
            public synchronized void publish(LogRecord logged) {
                log.add(new SimpleFormatter().formatMessage(logged));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
