package dev.suture.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.agent.client.AgentConnection;
import dev.suture.agent.client.AgentProgram;
import dev.suture.agent.client.LocalAgent;
import dev.suture.agent.client.RemotePatchService;
import dev.suture.agent.rpc.Connection;
import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents that are processes of their own, started as commands start them. */
@Timeout(120)
class AgentProcessTest {
    @TempDir
    private Path folder;

    private AgentOptions options;
    private LocalAgent agent;

    @BeforeEach
    void prepare() {
        options = RunningAgent.options(folder, Optional.of(Duration.ofMinutes(1)));
        agent = new LocalAgent(AgentProgram.likeThis(), options);
    }

    @AfterEach
    void stop() throws Exception {
        agent.close();
        if (Files.exists(options.location().lock())) {
            String pid = Files.readString(options.location().lock()).strip();
            Optional<ProcessHandle> left = pid.isEmpty() ? Optional.empty() : ProcessHandle.of(Long.parseLong(pid));
            left.filter(p -> p.pid() != ProcessHandle.current().pid()).ifPresent(AgentProcessTest::kill);
        }
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    private ProcessHandle process() {
        return ProcessHandle.of(agent.started().welcome().pid()).orElseThrow();
    }

    @Test
    void oneIsStartedWhenItIsNeededAndStandsOnItsOwn() throws Exception {
        assertThat(agent.running()).isEmpty();
        assertThat(new RemotePatchService(agent::started).list()).isEmpty();
        assertThat(agent.running()).isPresent();
        Path proc = Path.of("/proc", Long.toString(process().pid()));
        assertThat(Files.readSymbolicLink(proc.resolve("cwd"))).isEqualTo(Path.of("/"));
        assertThat(Files.readSymbolicLink(proc.resolve("fd/0"))).isEqualTo(Path.of("/dev/null"));
        assertThat(Files.readSymbolicLink(proc.resolve("fd/1")))
                .isEqualTo(options.store().resolve("agent.log"));
        assertThat(Files.readSymbolicLink(proc.resolve("fd/2")))
                .isEqualTo(options.store().resolve("agent.log"));
        // proc_pid_stat(5): after the name in parentheses come state, parent, process group, session.
        String[] stat = Files.readString(proc.resolve("stat"))
                .replaceFirst(".*\\) ", "")
                .split(" ");
        assertThat(stat[3]).as("session").isEqualTo(Long.toString(process().pid()));
        assertThat(Files.readString(options.store().resolve("agent.log"))).contains("Listening at ");
    }

    @Test
    void severalThatNeedOneAtTheSameTimeGetTheSame() {
        List<CompletableFuture<Long>> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            starts.add(CompletableFuture.supplyAsync(
                    () -> {
                        try (LocalAgent one = new LocalAgent(AgentProgram.likeThis(), options)) {
                            return one.started().welcome().pid();
                        }
                    },
                    task -> Thread.ofPlatform().daemon().start(task)));
        }
        assertThat(starts.stream().map(CompletableFuture::join).distinct()).hasSize(1);
    }

    @Test
    void aKilledOneIsReplaced() {
        ProcessHandle first = process();
        AgentConnection lost = agent.started();
        kill(first);
        assertThat(lost.awaitEnd(Duration.ofSeconds(20))).isTrue();
        assertThat(options.location().socket()).exists();
        assertThat(process().pid()).isNotEqualTo(first.pid());
        assertThat(new RemotePatchService(agent::started).list()).isEmpty();
    }

    @Test
    void aPoliteSignalEndsIt() {
        ProcessHandle process = process();
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(options.location().socket()).doesNotExist();
        assertThat(agent.running()).isEmpty();
    }

    @Test
    void stoppingEndsIt() {
        ProcessHandle process = process();
        assertThat(agent.stop()).isTrue();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        assertThat(agent.stop()).isFalse();
    }

    @Test
    void oneOfAnotherBuildIsReplaced() {
        List<String> command = new ArrayList<>(AgentProgram.likeThis().command());
        int classPath = command.indexOf("-cp") + 1;
        command.set(classPath, command.get(classPath) + ":/nonexistent/former.jar");
        long former;
        try (LocalAgent other = new LocalAgent(new AgentProgram(command), options)) {
            // It was made by another build than what starts it here.
            former = AgentConnection.to(start(other)).orElseThrow().welcome().pid();
        }
        assertThat(agent.running()).as("it is not asked anything").isEmpty();
        assertThat(process().pid()).isNotEqualTo(former);
        assertThat(ProcessHandle.of(former).filter(ProcessHandle::isAlive)).isEmpty();
    }

    private AgentLocation start(LocalAgent other) {
        other.started();
        return options.location();
    }

    @Test
    void oneWithAnotherStoreIsNotUsed() {
        process();
        AgentOptions others = new AgentOptions(
                options.location(), folder.resolve("other"), options.installed(), List.of(), options.idleExit());
        try (LocalAgent other = new LocalAgent(AgentProgram.likeThis(), others)) {
            assertThatThrownBy(other::started)
                    .hasMessage("The agent at %s has the store in %s, and this command in %s."
                            .formatted(options.location().socket(), options.store(), folder.resolve("other")));
        }
    }

    @Test
    void whyItDoesNotComeUpIsSaid() {
        List<String> command = new ArrayList<>(AgentProgram.likeThis().command());
        command.set(command.size() - 1, "dev.suture.NoSuchClass");
        try (LocalAgent broken = new LocalAgent(new AgentProgram(command), options)) {
            assertThatThrownBy(broken::started)
                    .hasMessageStartingWith("The agent could not be started: it ended at once.\n")
                    .hasMessageContaining("dev.suture.NoSuchClass");
        }
    }

    @Test
    void itIsSpokenToOverAPairOfStreams() throws Exception {
        List<String> command = new ArrayList<>(AgentProgram.likeThis().command());
        command.add("--stdio");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SUTURE_SOCKET", options.location().socket().toString());
        builder.environment().put("SUTURE_HOME", options.store().toString());
        Process relay = builder.start();
        AgentConnection far = AgentConnection.over(
                "the far agent", new Connection.Streams(relay.getInputStream(), relay.getOutputStream(), () -> {
                    relay.getOutputStream().close();
                }));
        assertThat(new RemotePatchService(() -> far).list()).isEmpty();
        long pid = far.welcome().pid();
        assertThat(pid).isNotEqualTo(relay.pid());
        far.close();
        assertThat(relay.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(relay.exitValue()).isZero();
        assertThat(ProcessHandle.of(pid).orElseThrow().isAlive())
                .as("the agent stays")
                .isTrue();
    }

    @Test
    void theServiceManagerIsToldWhenClientsMayConnectAndWhenItEnds() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-notify")), "skipped: there is no systemd-notify");
        Path notify = folder.resolve("notify");
        Process manager = new ProcessBuilder(
                        "perl",
                        "-e",
                        "use Socket; socket(S, PF_UNIX, SOCK_DGRAM, 0); bind(S, sockaddr_un($ARGV[0])); $| = 1;"
                                + " print \"bound\\n\"; while (defined recv(S, $m, 4096, 0)) { print \"$m\\n\"; }",
                        notify.toString())
                .start();
        Process service = null;
        try (BufferedReader heard = manager.inputReader()) {
            assertThat(heard.readLine()).isEqualTo("bound");
            ProcessBuilder builder = new ProcessBuilder(AgentProgram.likeThis().command())
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment()
                    .put("SUTURE_SOCKET", options.location().socket().toString());
            builder.environment().put("SUTURE_HOME", options.store().toString());
            builder.environment().put("NOTIFY_SOCKET", notify.toString());
            service = builder.start();
            assertThat(next(heard, "READY=")).isEqualTo("READY=1");
            assertThat(AgentConnection.to(options.location())).isPresent();
            service.destroy();
            assertThat(next(heard, "STOPPING=")).isEqualTo("STOPPING=1");
            assertThat(service.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            manager.destroyForcibly();
            if (service != null) {
                service.destroyForcibly();
            }
        }
    }

    private static String next(BufferedReader heard, String beginning) {
        return CompletableFuture.supplyAsync(
                        () -> heard.lines()
                                .filter(l -> l.startsWith(beginning))
                                .findFirst()
                                .orElse("nothing"),
                        task -> Thread.ofPlatform().daemon().start(task))
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
