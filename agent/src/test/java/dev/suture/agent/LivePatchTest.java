package dev.suture.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.agent.client.AgentConnection;
import dev.suture.agent.client.AgentProgram;
import dev.suture.agent.client.LocalAgent;
import dev.suture.agent.client.RemotePatchService;
import dev.suture.examples.BuiltExample;
import dev.suture.examples.Load;
import dev.suture.examples.LoadResult;
import dev.suture.examples.RunningService;
import dev.suture.examples.TicketdExample;
import dev.suture.manager.Action;
import dev.suture.manager.ChangeRequest;
import dev.suture.manager.Outcome;
import dev.suture.manager.PatchFiles;
import dev.suture.manager.PatchService;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.Plugins;
import dev.suture.manager.StoredPatch;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A service patched by an agent, both real. */
@Timeout(1200)
class LivePatchTest {
    /** How often the agent dies; more with {@code -Dagent.deaths=200}. */
    private static final int DEATHS = Integer.getInteger("agent.deaths", 5);

    @TempDir
    private static Path folder;

    private static BuiltExample example;
    private static Path patchFile;
    private LocalAgent agent;
    private PatchService service;
    private RunningService ticketd;

    @BeforeAll
    static void build() {
        example = TicketdExample.build(folder);
        patchFile = folder.resolve("fix.upatch");
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
                AgentProgram.likeThis(), RunningAgent.options(folder, Optional.of(Duration.ofMinutes(2))));
        service = new RemotePatchService(agent::started);
        ticketd = RunningService.start(example.baseBinary(), 2);
    }

    @AfterEach
    void end() {
        ticketd.close();
        agent.stop();
        agent.close();
    }

    private ChangeRequest request(Action action) {
        return ChangeRequest.of(action, patchFile.toString()).on(Set.of(Math.toIntExact(ticketd.pid())));
    }

    private PatchState state() {
        return service.status(Optional.of("ticketd/fix")).patches().getFirst().processes().stream()
                .filter(p -> p.process().pid() == ticketd.pid())
                .map(PatchStatus.ProcessState::state)
                .findFirst()
                .orElseThrow();
    }

    private String answer() {
        return ticketd.request(TicketdExample.REQUEST);
    }

    @Test
    void thePatchOutlivesTheAgentThatPutItIn() {
        List<Outcome> applied = service.change(request(Action.APPLY), Progress.NONE);
        assertThat(applied.getFirst().processes().getFirst().frozen()).isPositive();
        assertThat(answer()).isEqualTo(TicketdExample.PATCHED_ANSWER);
        kill();
        assertThat(answer()).isEqualTo(TicketdExample.PATCHED_ANSWER);
        assertThat(state()).isEqualTo(PatchState.ACTIVED);
        assertThatThrownBy(() -> service.change(request(Action.APPLY), Progress.NONE))
                .isInstanceOfSatisfying(PatchException.class, e -> {
                    assertThat(e.kind()).isEqualTo(PatchException.Kind.REFUSED);
                    assertThat(e.id()).isEqualTo("already-applied");
                });
        service.change(request(Action.REMOVE), Progress.NONE);
        assertThat(answer()).isEqualTo(TicketdExample.BASE_ANSWER);
        assertThat(state()).isEqualTo(PatchState.NOT_APPLIED);
    }

    /** At any moment of a change the agent may die: the service goes on, and the next agent brings the change to an end. */
    @Test
    void anAgentThatDiesInAChangeLosesNothing() throws Exception {
        StoredPatch patch = service.add(patchFile);
        Random random = new Random(7);
        int cutOff = 0;
        long longest = changes(); // What an agent needs that has just started, as each one here has.
        kill();
        try (ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
                Load load = Load.start(ticketd, 2)) {
            for (int i = 0; i < DEATHS; i++) {
                ProcessHandle process =
                        ProcessHandle.of(agent.started().welcome().pid()).orElseThrow();
                killer.schedule(process::destroyForcibly, random.nextLong(longest), TimeUnit.NANOSECONDS);
                changes();
                process.destroyForcibly();
                process.onExit().join();
                assertThat(ticketd.isAlive()).isTrue();
                assertThat(load.awaitMore(20, Duration.ofSeconds(20))).isTrue();
                cutOff += journals();
                service.recover(false, Duration.ofSeconds(10), Progress.NONE);
                PatchState state = state();
                assertThat(state).isIn(PatchState.NOT_APPLIED, PatchState.DEACTIVED, PatchState.ACTIVED);
                assertThat(answer())
                        .isEqualTo(
                                state == PatchState.ACTIVED
                                        ? TicketdExample.PATCHED_ANSWER
                                        : TicketdExample.BASE_ANSWER);
                assertThat(service.problems()).isEmpty();
                assertThat(service.list()).containsExactly(patch);
                if (state != PatchState.NOT_APPLIED) {
                    service.change(request(Action.REMOVE), Progress.NONE);
                }
            }
            LoadResult result = load.stop();
            assertThat(result.errors()).as(result.firstError().orElse("")).isZero();
            assertThat(List.of(TicketdExample.BASE_ANSWER, TicketdExample.PATCHED_ANSWER))
                    .containsAll(result.distinctAnswers().keySet());
            System.out.printf(
                    "%d deaths of the agent, %d of them in a change; %d answers meanwhile%n",
                    DEATHS, cutOff, result.answers());
        }
    }

    private static int journals() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("store/journal"))) {
            return (int) files.filter(f -> f.toString().endsWith(".journal")).count();
        }
    }

    /** Puts the patch in, off, on and out, unless the agent dies first. Returns how long it took, in nanoseconds. */
    private long changes() {
        long began = System.nanoTime();
        try {
            AgentConnection connection = agent.started();
            PatchService mortal = new RemotePatchService(() -> connection);
            for (Action action : List.of(Action.APPLY, Action.DEACTIVE, Action.ACTIVE, Action.REMOVE)) {
                mortal.change(request(action), Progress.NONE);
            }
        } catch (PatchException e) {
            assertThat(e.id()).isEqualTo("agent-lost");
        }
        return System.nanoTime() - began;
    }

    private void kill() {
        ProcessHandle process =
                ProcessHandle.of(agent.started().welcome().pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }
}
