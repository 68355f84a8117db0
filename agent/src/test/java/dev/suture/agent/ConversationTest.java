package dev.suture.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.suture.agent.client.AgentConnection;
import dev.suture.agent.wire.AgentState;
import dev.suture.agent.wire.Calls;
import dev.suture.agent.wire.Params;
import dev.suture.manager.Action;
import dev.suture.manager.ChangeRequest;
import dev.suture.manager.Outcome;
import dev.suture.manager.PackageKey;
import dev.suture.manager.PatchService;
import dev.suture.manager.Sweep;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a client says and hears, over a real socket. */
@Timeout(60)
class ConversationTest {
    private static final ChangeRequest REQUEST = new ChangeRequest(
            Action.APPLY,
            "ticketd/fix",
            Optional.of(new PackageKey("c3BraQ==")),
            Set.of(3, 1, 2),
            Duration.ofMillis(2345));
    private static final Executor THREADS = task -> Thread.ofPlatform().daemon().start(task);

    private final FakeService fake = new FakeService();

    @TempDir
    private Path folder;

    private RunningAgent agent;
    private AgentConnection connection;
    private PatchService service;

    @BeforeEach
    void start() {
        agent = new RunningAgent(folder, fake);
        connection = agent.connect();
        service = RunningAgent.service(connection);
    }

    @AfterEach
    void stop() {
        connection.close();
        agent.close();
    }

    @Test
    void everyCallAnswersWhatTheServiceSaid() {
        assertThat(service.list()).isEqualTo(fake.list());
        assertThat(service.installedOnly()).isEqualTo(fake.installedOnly());
        assertThat(service.installed()).isEqualTo(fake.installed());
        assertThat(service.problems()).isEqualTo(fake.problems());
        assertThat(service.wanted()).isEqualTo(fake.wanted());
        assertThat(service.known("ticketd/fix")).isEqualTo(fake.known("ticketd/fix"));
        assertThat(service.known("other")).isEmpty();
        assertThat(service.find("ticketd/fix", Optional.empty())).containsExactly(FakeService.PATCH);
        assertThat(service.add(Path.of("/a"))).isEqualTo(FakeService.PATCH);
        assertThat(service.addPackage(Path.of("/a"), REQUEST.key())).containsExactly(FakeService.PATCH);
        assertThat(service.forget("ticketd/fix", true)).isEqualTo(FakeService.PATCH);
        assertThat(service.processes("ticketd/fix")).containsExactly(FakeService.PROCESS);
        assertThat(service.status(Optional.empty())).isEqualTo(fake.status(Optional.empty()));
        assertThat(service.targets(Optional.empty())).isEqualTo(fake.targets(Optional.empty()));
        assertThat(service.check(REQUEST, Progress.NONE)).isEqualTo(fake.check(REQUEST, Progress.NONE));
        assertThat(service.plan(REQUEST)).isEqualTo(fake.plan(REQUEST));
        assertThat(service.planSweep(Sweep.RESCAN, Set.of())).isEmpty();
        assertThat(service.history(3)).isEqualTo(fake.history(3));
        assertThat(service.sweep(Sweep.RESTORE_ACCEPTED, Set.of(7), Duration.ofSeconds(1), Progress.NONE))
                .isEqualTo(fake.sweep(Sweep.RESTORE_ACCEPTED, Set.of(7), Duration.ofSeconds(1), Progress.NONE));
        assertThat(service.save(false)).isEqualTo(fake.save(false));
        assertThat(service.recover(false, Duration.ofMillis(7), Progress.NONE))
                .isEqualTo(fake.recover(false, Duration.ofMillis(7), Progress.NONE));
    }

    @Test
    void theRequestArrivesAsItWasMade() {
        assertThat(service.change(REQUEST, Progress.NONE)).containsExactly(FakeService.OUTCOME);
        assertThat(fake.asked).contains(REQUEST);
    }

    @Test
    void aFailureArrivesWithAllItsWords() {
        PatchException thrown = new PatchException(
                PatchException.Kind.BUSY, "function-busy", "Function größe is in use.", "Wait a little.");
        thrown.addSuppressed(new PatchException(PatchException.Kind.TROUBLE, "undo", "Process 5 stays.", "Look."));
        fake.onChange = progress -> {
            throw thrown;
        };
        PatchException failure =
                catchThrowableOfType(PatchException.class, () -> service.change(REQUEST, Progress.NONE));
        assertThat(failure.kind()).isEqualTo(PatchException.Kind.BUSY);
        assertThat(failure.id()).isEqualTo("function-busy");
        assertThat(failure).hasMessage("Function größe is in use.");
        assertThat(failure.remedy()).isEqualTo("Wait a little.");
        assertThat(failure.getSuppressed()).hasSize(1);
        assertThat(failure.getSuppressed()[0]).hasMessage("Process 5 stays.");
        assertThat(failure.getCause()).hasMessageContaining("at the agent: ").hasMessageContaining("ConversationTest");
    }

    @Test
    void anUnforeseenFailureHasTheWordsItHasWithoutAnAgent() {
        fake.onChange = progress -> {
            throw new IllegalStateException("no such thing");
        };
        assertThatThrownBy(() -> service.change(REQUEST, Progress.NONE))
                .isInstanceOfSatisfying(PatchException.class, e -> {
                    assertThat(e).hasMessage("Unexpected failure: java.lang.IllegalStateException: no such thing");
                    assertThat(e.remedy()).isEqualTo("Run it again with --debug and report what it prints.");
                });
        assertThat(service.list()).as("the agent goes on").hasSize(1);
    }

    @Test
    void progressComesWhileTheChangeRunsAndCancellingWaitsForWhatBecomesOfIt() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        fake.onChange = FakeService.untilCancelled(begun, ended);
        ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
        AtomicBoolean cancel = new AtomicBoolean();
        CompletableFuture<List<Outcome>> change = CompletableFuture.supplyAsync(
                () -> service.change(REQUEST, new Progress() {
                    @Override
                    public void step(String text) {
                        told.add(text);
                    }

                    @Override
                    public void done(long count, long total) {
                        told.add(count + "/" + total);
                    }

                    @Override
                    public boolean cancelled() {
                        return cancel.get();
                    }
                }),
                THREADS);
        begun.await();
        assertThat(ended.getCount()).isEqualTo(1);
        cancel.set(true);
        assertThatThrownBy(change::join).hasMessageContaining("It was cancelled and is back.");
        assertThat(ended.getCount())
                .as("the answer came after the change had ended")
                .isZero();
        assertThat(told).containsExactly("Change process 4711", "1/2");
    }

    @Test
    void aChangeThatIsCompleteWhenTheCancellationComesIsDone() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        fake.onChange = FakeService.meeting(barrier);
        AtomicBoolean cancel = new AtomicBoolean();
        CompletableFuture<List<Outcome>> change =
                CompletableFuture.supplyAsync(() -> service.change(REQUEST, cancelledBy(cancel)), THREADS);
        barrier.await();
        cancel.set(true);
        barrier.await();
        assertThat(change.get(20, TimeUnit.SECONDS)).containsExactly(FakeService.OUTCOME);
    }

    @Test
    void questionsAreAnsweredWhileAChangeRunsAndASecondChangeWaits() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        fake.onChange = FakeService.meeting(barrier);
        CompletableFuture<List<Outcome>> first =
                CompletableFuture.supplyAsync(() -> service.change(REQUEST, Progress.NONE), THREADS);
        barrier.await();
        try (AgentConnection other = agent.connect()) {
            PatchService others = RunningAgent.service(other);
            assertThat(others.status(Optional.empty()).patches()).containsExactly(FakeService.STATUS);
            CompletableFuture<String> waits = new CompletableFuture<>();
            CompletableFuture<List<Outcome>> second = CompletableFuture.supplyAsync(
                    () -> others.change(REQUEST, new Progress() {
                        @Override
                        public void step(String text) {
                            waits.complete(text);
                        }
                    }),
                    THREADS);
            assertThat(waits.get(20, TimeUnit.SECONDS))
                    .isEqualTo("Waiting for another change to end: apply ticketd/fix");
            AgentState state = other.call(Calls.STATE, new Params.None());
            assertThat(state.change().what()).isEqualTo("apply ticketd/fix");
            assertThat(state.waiting()).isEqualTo(1);
            assertThat(state.clients()).isEqualTo(2);
            assertThat(second).isNotDone();
            barrier.await();
            assertThat(first.get(20, TimeUnit.SECONDS)).hasSize(1);
            barrier.await();
            barrier.await();
            assertThat(second.get(20, TimeUnit.SECONDS)).hasSize(1);
        }
    }

    @Test
    void aChangeThatWaitsIsCancelledAtOnce() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        fake.onChange = FakeService.meeting(barrier);
        CompletableFuture<List<Outcome>> first =
                CompletableFuture.supplyAsync(() -> service.change(REQUEST, Progress.NONE), THREADS);
        barrier.await();
        try (AgentConnection other = agent.connect()) {
            assertThatThrownBy(() -> RunningAgent.service(other).change(REQUEST, cancelledBy(new AtomicBoolean(true))))
                    .hasMessage("The change was cancelled before it began.");
        }
        barrier.await();
        assertThat(first.get(20, TimeUnit.SECONDS)).hasSize(1);
    }

    @Test
    void theChangeOfAClientThatGoesIsCancelled() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        fake.onChange = FakeService.untilCancelled(begun, ended);
        AgentConnection other = agent.connect();
        CompletableFuture<List<Outcome>> change = CompletableFuture.supplyAsync(
                () -> RunningAgent.service(other).change(REQUEST, Progress.NONE), THREADS);
        begun.await();
        other.close();
        assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(change::join).hasMessageContaining("ended before it answered");
        fake.onChange = progress -> List.of(FakeService.OUTCOME);
        assertThat(service.change(REQUEST, Progress.NONE)).hasSize(1);
    }

    @Test
    void stoppingLetsAChangeEndFirst() throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(2);
        fake.onChange = FakeService.meeting(barrier);
        CompletableFuture<List<Outcome>> change =
                CompletableFuture.supplyAsync(() -> service.change(REQUEST, Progress.NONE), THREADS);
        barrier.await();
        try (AgentConnection other = agent.connect()) {
            other.call(Calls.STOP, new Params.None());
        }
        while (AgentConnection.to(agent.location()).isPresent()) {
            Thread.sleep(5);
        }
        assertThat(agent.hasEnded()).isFalse();
        barrier.await();
        assertThat(change.get(20, TimeUnit.SECONDS)).containsExactly(FakeService.OUTCOME);
        agent.join(Duration.ofSeconds(20));
        assertThat(agent.hasEnded()).isTrue();
        assertThat(agent.location().socket()).doesNotExist();
    }

    @Test
    void anAgentThatMustEndSoonCancelsWhatRuns() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        fake.onChange = FakeService.untilCancelled(begun, ended);
        CompletableFuture<List<Outcome>> change =
                CompletableFuture.supplyAsync(() -> service.change(REQUEST, Progress.NONE), THREADS);
        begun.await();
        agent.close();
        assertThat(ended.getCount()).isZero();
        assertThatThrownBy(change::join).hasMessageContaining("It was cancelled and is back.");
    }

    @Test
    void whatWasLeftUnfinishedIsRecoveredAtTheStartAndTold() throws Exception {
        AgentState state = connection.call(Calls.STATE, new Params.None());
        while (state.rehearsal().state().matches("waiting|running")) {
            Thread.sleep(5);
            state = connection.call(Calls.STATE, new Params.None());
        }
        assertThat(fake.recoveries).hasValue(1);
        assertThat(state.recovery().entries()).hasSize(1);
        assertThat(state.rehearsal().state()).isEqualTo("done");
    }

    @Test
    void anIdleAgentEndsByItself(@TempDir Path other) throws Exception {
        RunningAgent idle =
                new RunningAgent(RunningAgent.options(other, Optional.of(Duration.ofMillis(300))), new FakeService());
        try (AgentConnection held = idle.connect()) {
            Thread.sleep(1200);
            assertThat(idle.hasEnded()).as("a client is connected").isFalse();
            assertThat(held.welcome().onDemand()).isTrue();
        }
        idle.join(Duration.ofSeconds(20));
        assertThat(idle.hasEnded()).isTrue();
    }

    private static Progress cancelledBy(AtomicBoolean cancel) {
        return new Progress() {
            @Override
            public boolean cancelled() {
                return cancel.get();
            }
        };
    }
}
