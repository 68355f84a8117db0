package dev.suture.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.agent.client.AgentConnection;
import dev.suture.agent.client.AgentProgram;
import dev.suture.agent.client.LocalAgent;
import dev.suture.agent.client.RemotePatchService;
import dev.suture.agent.wire.AgentState;
import dev.suture.agent.wire.Calls;
import dev.suture.agent.wire.Params;
import dev.suture.examples.BuiltExample;
import dev.suture.examples.RunningService;
import dev.suture.examples.TicketdExample;
import dev.suture.manager.Action;
import dev.suture.manager.ChangeRequest;
import dev.suture.manager.PatchFiles;
import dev.suture.manager.PatchManager;
import dev.suture.manager.PatchService;
import dev.suture.manager.Plugins;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Services that start while a patch is active, with an agent that is a process of its own. */
@Timeout(1200)
class NewProcessesTest {
    /** How often the service is started; more with {@code -Dagent.starts=200}. */
    private static final int STARTS = Integer.getInteger("agent.starts", 5);

    @TempDir
    private static Path built;

    private static BuiltExample example;
    private static Path patchFile;

    @TempDir
    private Path folder;

    private LocalAgent agent;
    private PatchService service;
    private RunningService first;

    @BeforeAll
    static void build() {
        example = TicketdExample.build(built);
        patchFile = built.resolve("fix.upatch");
        new PatchFiles(Plugins.find())
                .build(
                        "upatch",
                        new BuildRequest(
                                "fix",
                                example.baseDir(),
                                example.patchedDir(),
                                example.baseBinary(),
                                Optional.empty(),
                                patchFile),
                        Progress.NONE);
    }

    @BeforeEach
    void start() {
        agent = new LocalAgent(
                AgentProgram.likeThis(), RunningAgent.options(folder, Optional.of(Duration.ofSeconds(1))));
        service = new RemotePatchService(agent::started);
        first = RunningService.start(example.baseBinary(), 2);
        service.add(patchFile);
        change(Action.APPLY);
    }

    @AfterEach
    void end() {
        first.close();
        agent.stop();
        agent.close();
    }

    private void change(Action action) {
        service.change(ChangeRequest.of(action, "ticketd/fix"), Progress.NONE);
    }

    private static String answerOfANewProcess() {
        try (RunningService started = RunningService.start(example.baseBinary(), 1)) {
            return started.request(TicketdExample.REQUEST);
        }
    }

    private List<AgentState.Watch> watches() {
        return agent.started().call(Calls.STATE, new Params.None()).watched();
    }

    private void kill() {
        ProcessHandle process =
                ProcessHandle.of(agent.started().welcome().pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Without the kernel's help a new process runs the base code for a moment; the mode says so. */
    private void assertPatched(RunningService started) throws InterruptedException {
        if (watches().getFirst().mode().equals("late")) {
            while (!started.request(TicketdExample.REQUEST).equals(TicketdExample.PATCHED_ANSWER)) {
                Thread.sleep(20);
            }
        }
        assertThat(started.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.PATCHED_ANSWER);
    }

    @Test
    void whileAPatchIsActiveNewProcessesGetIt() throws Exception {
        assertThat(watches()).singleElement().satisfies(w -> {
            assertThat(w.target()).isEqualTo("ticketd");
            assertThat(w.mode()).isIn("first-call", "late");
        });
        for (int i = 1; i <= STARTS; i++) {
            try (RunningService started = RunningService.start(example.baseBinary(), 1)) {
                assertPatched(started);
            }
        }
        while (watches().getFirst().patched() < STARTS) {
            Thread.sleep(20);
        }
        // Else the answers above prove little: the service takes a while until it can be asked.
        assertThat(watches().getFirst().late())
                .isEqualTo(watches().getFirst().mode().equals("late") ? STARTS : 0);
        assertThat(watches().getFirst().failed()).isZero();
        change(Action.DEACTIVE);
        assertThat(watches()).isEmpty();
        assertThat(answerOfANewProcess()).isEqualTo(TicketdExample.BASE_ANSWER);
        change(Action.ACTIVE);
        try (RunningService started = RunningService.start(example.baseBinary(), 1)) {
            assertPatched(started);
        }
        change(Action.REMOVE);
        assertThat(watches()).isEmpty();
        assertThat(answerOfANewProcess()).isEqualTo(TicketdExample.BASE_ANSWER);
    }

    @Test
    void anotherAgentGoesOnWatchingAndGivesThePatchToWhatStartedMeanwhile() throws Exception {
        kill();
        try (RunningService meanwhile = RunningService.start(example.baseBinary(), 1)) {
            assertThat(meanwhile.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.BASE_ANSWER);
            while (watches().isEmpty()) {
                Thread.sleep(20);
            }
            while (service.status(Optional.of("ticketd/fix"))
                            .patches()
                            .getFirst()
                            .state()
                    != PatchState.ACTIVED) {
                Thread.sleep(20);
            }
            assertThat(meanwhile.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.PATCHED_ANSWER);
            try (RunningService started = RunningService.start(example.baseBinary(), 1)) {
                assertPatched(started);
            }
        }
    }

    @Test
    void anAgentThatWatchesIsNotIdleAndFollowsWhatOthersDoInItsStore() throws Exception {
        long pid = agent.started().welcome().pid();
        agent.close();
        Thread.sleep(2500);
        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isPresent();
        AgentOptions options = RunningAgent.options(folder, Optional.empty());
        PatchManager.open(options.store(), options.installed(), Plugins.find())
                .change(ChangeRequest.of(Action.REMOVE, "ticketd/fix"), Progress.NONE);
        // Nothing is left to be watched for, so it ends.
        ProcessHandle.of(pid).ifPresent(p -> p.onExit().join());
        assertThat(AgentConnection.to(options.location())).isEmpty();
        assertThat(answerOfANewProcess()).isEqualTo(TicketdExample.BASE_ANSWER);
    }
}
