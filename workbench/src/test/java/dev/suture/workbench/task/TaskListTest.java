package dev.suture.workbench.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.plugin.PatchException;
import dev.suture.workbench.DirectUi;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TaskListTest {
    private static PatchException trouble() {
        return new PatchException(PatchException.Kind.TROUBLE, "t", "The disk is full.", "Make room.");
    }

    @Test
    void aTaskStandsThereWithItsProgressAndThenWithWhatItCameTo() throws Exception {
        try (DirectUi ui = new DirectUi()) {
            TaskList tasks = ui.background.tasks();
            CountDownLatch go = new CountDownLatch(1);
            List<Integer> results = new ArrayList<>();
            Job job = ui.background.start(BackgroundTask.<Integer>of(
                            "Counting",
                            j -> {
                                j.step("to three");
                                j.done(2, 3);
                                go.await();
                                return 3;
                            },
                            results::add,
                            p -> {})
                    .telling(n -> n + " things"));
            assertThat(tasks.running().get()).isEqualTo(1);
            assertThat(tasks.current()).get().extracting(TaskEntry::job).isSameAs(job);
            ui.until(() -> job.fraction().get() > 0.6 && job.step().get().equals("to three"));
            go.countDown();
            ui.until(() -> !results.isEmpty());
            assertThat(results).containsExactly(3);
            assertThat(tasks.running().get()).isZero();
            assertThat(tasks.current()).isEmpty();
            assertThat(tasks.entries().getFirst().state().get())
                    .isInstanceOfSatisfying(
                            TaskState.Done.class,
                            done -> assertThat(done.result()).isEqualTo("3 things"));
        }
    }

    @Test
    void aFailureStaysUntilItIsCleared() {
        try (DirectUi ui = new DirectUi()) {
            TaskList tasks = ui.background.tasks();
            List<Problem> problems = new ArrayList<>();
            ui.background.start(BackgroundTask.of(
                    "Writing",
                    j -> {
                        throw trouble();
                    },
                    r -> {},
                    problems::add));
            ui.until(() -> !problems.isEmpty());
            assertThat(tasks.failed().get()).isEqualTo(1);
            assertThat(tasks.entries().getFirst().state().get())
                    .isInstanceOfSatisfying(TaskState.Failed.class, failed -> {
                        assertThat(failed.problem()).isEqualTo(problems.getFirst());
                        assertThat(failed.problem().why()).isEqualTo("The disk is full.");
                        assertThat(failed.problem().remedy()).isEqualTo("Make room.");
                    });
            tasks.clearEnded();
            assertThat(tasks.entries()).isEmpty();
            assertThat(tasks.failed().get()).isZero();
        }
    }

    @Test
    void whatIsCancelledHasNotFailed() {
        try (DirectUi ui = new DirectUi()) {
            TaskList tasks = ui.background.tasks();
            AtomicBoolean ended = new AtomicBoolean();
            Job job = ui.background.start(BackgroundTask.of(
                    "Waiting",
                    j -> {
                        while (!j.cancelled()) {
                            Thread.onSpinWait();
                        }
                        throw new CancellationException("nobody waits");
                    },
                    r -> {},
                    p -> ended.set(true)));
            tasks.clearEnded();
            assertThat(tasks.entries()).as("it runs").hasSize(1);
            job.cancel();
            ui.until(ended::get);
            assertThat(tasks.entries().getFirst().state().get()).isInstanceOf(TaskState.Cancelled.class);
            assertThat(tasks.failed().get()).isZero();
        }
    }

    @Test
    void shortWorkStandsThereOnlyIfItFailsAndOnceHoweverOftenItDoes() {
        try (DirectUi ui = new DirectUi()) {
            List<Object> ends = new ArrayList<>();
            ui.background.run("Looking", j -> 1, ends::add, ends::add);
            ui.until(() -> ends.size() == 1);
            assertThat(ui.background.tasks().entries()).isEmpty();
            for (int i = 2; i < 5; i++) {
                int wanted = i;
                ui.background.run(
                        "Looking",
                        j -> {
                            throw trouble();
                        },
                        ends::add,
                        ends::add);
                ui.until(() -> ends.size() == wanted);
            }
            assertThat(ui.background.tasks().entries()).singleElement().satisfies(e -> {
                assertThat(e.title()).isEqualTo("Looking");
                assertThat(e.state().get()).isInstanceOf(TaskState.Failed.class);
            });
        }
    }

    @Test
    void whatAnotherReplacesIsCancelledAndItsEndGoesNowhere() {
        try (DirectUi ui = new DirectUi()) {
            Latest latest = ui.background.latest();
            List<String> ends = new ArrayList<>();
            latest.start(BackgroundTask.of(
                    "first",
                    j -> {
                        while (!j.cancelled()) {
                            Thread.onSpinWait();
                        }
                        throw new CancellationException("replaced");
                    },
                    (String r) -> ends.add(r),
                    p -> ends.add("failed")));
            latest.start(BackgroundTask.of("second", j -> "second", ends::add, p -> ends.add("failed")));
            ui.until(() -> ui.background.tasks().running().get() == 0);
            assertThat(ends).containsExactly("second");
            assertThat(ui.background.tasks().entries().getLast().state().get()).isInstanceOf(TaskState.Cancelled.class);
        }
    }

    @Test
    void theEndOfTheProgramWaitsForWhatWouldLeaveSomethingBehind() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean tidied = new AtomicBoolean();
        try (DirectUi ui = new DirectUi()) {
            ui.background.start(BackgroundTask.of(
                            "Building",
                            j -> {
                                begun.countDown();
                                while (!j.cancelled()) {
                                    Thread.onSpinWait();
                                }
                                TimeUnit.MILLISECONDS.sleep(100); // Ending processes takes a while.
                                tidied.set(true);
                                return 1;
                            },
                            r -> {},
                            p -> {})
                    .awaitedAtEnd());
            begun.await();
        }
        assertThat(tidied).isTrue();
    }
}
