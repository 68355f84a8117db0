package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.agent.AgentLocation;
import dev.suture.agent.AgentOptions;
import dev.suture.agent.client.AgentProgram;
import dev.suture.agent.client.LocalAgent;
import dev.suture.agent.client.OnDemandService;
import dev.suture.agent.server.Agent;
import dev.suture.manager.PatchManager;
import dev.suture.manager.PatchService;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever does the work, people and scripts read the same. */
class AgentParityTest {
    @TempDir
    private Path folder;

    private final FakeKind here = new FakeKind();
    private final FakeKind there = new FakeKind();
    private String file;
    private Agent agent;
    private LocalAgent client;

    @BeforeEach
    void start() throws Exception {
        file = Files.writeString(folder.resolve("fix.fake"), "a patch").toString();
        AgentOptions options = new AgentOptions(
                new AgentLocation(folder.resolve("run/agent.sock")),
                folder.resolve("there/store"),
                folder.resolve("there/installed"),
                List.of(),
                Optional.empty());
        PatchManager manager = PatchManager.open(options.store(), options.installed(), List.of(there));
        agent = Agent.start(options, manager, Optional.of(manager.newProcesses()), List.of(there));
        Thread.ofPlatform().daemon().start(agent::run);
        client = new LocalAgent(AgentProgram.likeThis(), options);
    }

    @AfterEach
    void stop() {
        client.close();
        agent.close();
    }

    private CommandRun byAgent(String... args) {
        PatchService service = new OnDemandService(client, () -> {
            throw new AssertionError("the agent runs");
        });
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings = new Surroundings(
                () -> List.of(there), () -> service, Optional::empty, false, false, 120, new Cancellation());
        int exitCode = new Suture(surroundings).run(new PrintWriter(out), new PrintWriter(err), args);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    private void assertSame(String... args) {
        CommandRun alone = CommandRun.of(folder.resolve("here/store"), List.of(here), Optional.empty(), args);
        CommandRun agents = byAgent(args);
        assertThat(agents.err().replace("/there/", "/here/")).isEqualTo(alone.err());
        assertThat(times(agents.out()).replace("/there/", "/here/")).isEqualTo(times(alone.out()));
        assertThat(agents.exitCode()).isEqualTo(alone.exitCode());
    }

    /** Stores differ in when a patch was added. */
    private static String times(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\d[T ][0-9:.]+Z?", "TIME");
    }

    @Test
    void everyCommandSaysTheSame() {
        assertSame("list");
        assertSame("status");
        assertSame("active", "fix");
        assertSame("apply", file, "--timeout", "500ms");
        assertSame("apply", file);
        assertSame("status");
        assertSame("status", "--json");
        assertSame("status", "no-such-patch");
        assertSame("list");
        assertSame("list", "--json");
        assertSame("info", "fix");
        assertSame("target");
        assertSame("forget", "fix");
        assertSame("accept", "fix");
        assertSame("save");
        assertSame("rescan");
        assertSame("restore", "--accepted");
        assertSame("recover");
        assertSame("deactive", "fix", "--dry-run");
        assertSame("deactive", "fix");
        assertSame("active", "fix", "--pid", "4711");
        assertSame("remove", "fix", "--pid", "1");
        assertSame("remove", "fix");
        assertSame("check", file);
        assertSame("forget", "fix");
        assertSame("apply", folder.resolve("none.fake").toString());
    }

    @Test
    void everyFailureSaysTheSame() {
        for (Kind kind : Kind.values()) {
            PatchException failure = new PatchException(kind, "in-use", "It is in use: «größe».", "Wait.");
            failure.addSuppressed(new IllegalStateException("besides"));
            here.failure = Optional.of(failure);
            there.failure = Optional.of(failure);
            assertSame("apply", file);
        }
    }
}
