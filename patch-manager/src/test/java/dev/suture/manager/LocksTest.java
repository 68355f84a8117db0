package dev.suture.manager;

import static dev.suture.manager.ManagerFixture.FIRST;
import static dev.suture.manager.ManagerFixture.P1;
import static dev.suture.manager.ManagerFixture.SECOND;
import static dev.suture.manager.ManagerFixture.SHORT;
import static dev.suture.manager.ManagerFixture.refused;
import static dev.suture.manager.ManagerFixture.request;
import static dev.suture.plugin.PatchState.ACTIVED;
import static dev.suture.plugin.PatchState.NOT_APPLIED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several Sutures at once. Each is a patch manager of its own; the locks are the kernel's and know no difference. */
class LocksTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final ExecutorService others = Executors.newCachedThreadPool();
    private ManagerFixture fixture;

    @BeforeEach
    void addPatches() throws Exception {
        fixture = new ManagerFixture(folder);
        fixture.add(FIRST, "fix");
        fixture.add(SECOND, "other", "g");
        fixture.run(P1);
    }

    @AfterEach
    void endAll() {
        others.shutdownNow();
    }

    /** Starts an apply that stops in the middle until the latch opens. */
    private Future<List<Outcome>> applyUntil(CountDownLatch goOn, String identifier, int pid) throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        fixture.plugin.before("active " + pid, () -> {
            inside.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Future<List<Outcome>> running = others.submit(() ->
                fixture.manager().change(request(Action.APPLY, identifier).within(LONG), Progress.NONE));
        inside.await();
        return running;
    }

    @Test
    void whoComesSecondForAPatchWaitsItsTimeAndIsToldWhy() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Future<List<Outcome>> first = applyUntil(goOn, "fix", P1);
        for (Callable<?> second : List.<Callable<?>>of(
                () -> fixture.change(Action.APPLY, "fix"),
                () -> fixture.change(Action.REMOVE, "fix"),
                () -> fixture.manager().forget(FIRST, false))) {
            PatchException busy = refused(second::call);
            assertThat(busy.kind()).isEqualTo(Kind.BUSY);
            assertThat(busy.id()).isEqualTo("patch-locked");
            assertThat(busy).hasMessageContaining("service/fix");
        }
        goOn.countDown();
        assertThat(first.get()).hasSize(1);
        assertThat(fixture.plugin.state(FIRST, P1)).isEqualTo(ACTIVED);
    }

    @Test
    void whoComesSecondTakesItsTurnIfItHasTheTime() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        Future<List<Outcome>> first = applyUntil(goOn, "fix", P1);
        Future<List<Outcome>> second = others.submit(() ->
                fixture.manager().change(request(Action.REMOVE, "fix").within(LONG), Progress.NONE));
        goOn.countDown();
        first.get();
        assertThat(second.get())
                .singleElement()
                .satisfies(o -> assertThat(o.state()).isEqualTo(NOT_APPLIED));
        assertThat(fixture.manager().wanted()).isEmpty();
    }

    @Test
    void oneProcessIsChangedByOneSutureAtATimeEvenOfAnotherStore() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        try {
            int pid = Math.toIntExact(sleeper.pid());
            fixture.end(P1);
            fixture.run(pid);
            CountDownLatch goOn = new CountDownLatch(1);
            Future<List<Outcome>> first = applyUntil(goOn, "fix", pid);
            PatchManager elsewhere = new PatchManager(
                    folder.resolve("another"), Optional.empty(), List.of(fixture.plugin), fixture.machine);
            String file = FakePlugin.patchFile(folder, SECOND, "other", "service", "g")
                    .toString();
            PatchException busy =
                    refused(() -> elsewhere.change(request(Action.APPLY, file).within(SHORT), Progress.NONE));
            assertThat(busy.kind()).isEqualTo(Kind.BUSY);
            assertThat(busy.id()).isEqualTo("process-locked");
            assertThat(busy).hasMessageContaining("process " + pid);
            goOn.countDown();
            first.get();
            elsewhere.change(request(Action.APPLY, file), Progress.NONE);
            assertThat(fixture.plugin.stack(pid)).containsExactly(FIRST, SECOND);
        } finally {
            sleeper.destroyForcibly().waitFor();
        }
    }

    @Test
    void nothingThatSeveralWriteAtOnceIsLost() throws Exception {
        fixture.end(P1);
        fixture.run(Math.toIntExact(ProcessHandle.current().pid())); // One that can be locked.
        int each = 3;
        List<Future<?>> writers = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);
        for (int writer = 0; writer < 4; writer++) {
            String name = "p" + writer + "-";
            writers.add(others.submit(() -> {
                start.await();
                for (int i = 0; i < each; i++) {
                    String id = UUID.randomUUID().toString();
                    Path own = Files.createDirectories(folder.resolve(name + i));
                    fixture.manager().add(FakePlugin.patchFile(own, id, name + i, "service", "h"));
                    fixture.manager().change(request(Action.APPLY, id).within(LONG), Progress.NONE);
                }
                return null;
            }));
        }
        start.countDown();
        for (Future<?> writer : writers) {
            writer.get();
        }
        assertThat(fixture.manager().problems()).isEmpty();
        assertThat(fixture.manager().list()).hasSize(2 + 4 * each);
        assertThat(fixture.manager().wanted())
                .extracting(WantedState::sequence)
                .as("each has its own place")
                .hasSize(4 * each)
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(fixture.journals()).isEmpty();
    }

    @Test
    void ofTwoThatTakeOneNameAtOnceOneGetsIt() throws Exception {
        List<Future<Boolean>> takers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Path own = Files.createDirectories(folder.resolve("own" + i));
            Path file = FakePlugin.patchFile(own, UUID.randomUUID().toString(), "wanted-name", "service");
            takers.add(others.submit(() -> {
                try {
                    fixture.manager().add(file);
                    return true;
                } catch (PatchException e) {
                    assertThat(e.id()).isEqualTo("name-taken");
                    return false;
                }
            }));
        }
        int taken = 0;
        for (Future<Boolean> taker : takers) {
            taken += taker.get() ? 1 : 0;
        }
        assertThat(taken).isEqualTo(1);
    }
}
