package dev.suture.nativebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.nativebridge.LeaveWatch.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeaveWatchTest {
    /** Threads wait in {@code inside}; each signal lets one of them leave, which then ends or waits outside. */
    private static final String PROGRAM = """
            #include <pthread.h>
            #include <semaphore.h>
            #include <signal.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>
            #include <unistd.h>
            static sem_t gate;
            static volatile int turn;
            static int stay;
            static void handle(int s) { sem_post(&gate); }
            __attribute__((noinline, noclone)) int inside(int n) { while (sem_wait(&gate) != 0); return n * 3 + turn; }
            static void *run(void *u) { turn += inside(2); printf("left=1\\n"); while (stay) pause(); return NULL; }
            int main(int argc, char **argv) {
              setvbuf(stdout, NULL, _IOLBF, 0);
              sem_init(&gate, 0, 0);
              signal(SIGUSR1, handle);
              stay = !strcmp(argv[1], "stay");
              pthread_t t;
              for (int i = 0; i < atoi(argv[2]); i++) pthread_create(&t, NULL, run, NULL);
              printf("ready\\n");
              for (;;) pause();
            }
            """;

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(1);

    @TempDir
    Path directory;

    @Test
    void tellsWhenAllThreadsHaveLeftAndTouchesNothing() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM);
        try (Victim victim = Victim.start(binary, "stay", "3");
                Tracee tracee = Tracee.of(victim.process())) {
            List<LeavePoint> points = leavePoints(tracee, victim.function("inside"), 3);
            FunctionRange run = victim.function("run");
            byte[] code = tracee.memory().read(run.start(), (int) (run.end() - run.start()));
            try (LeaveWatch watch = LeaveWatch.on(victim.process(), points)) {
                Outcome early = watch.await(Duration.ofMillis(50), PAUSE);
                assumeTrue(early.how().equals("by breakpoints"), "skipped: " + early.how());
                assertThat(early.left()).isFalse();
                assertThat(early.still())
                        .containsExactlyInAnyOrderElementsOf(
                                points.stream().map(LeavePoint::tid).toList());
            }
            try (LeaveWatch watch = LeaveWatch.on(victim.process(), points)) {
                assertThat(victim.process().tracerPid()).isEmpty();
                assertThat(tracee.memory().read(run.start(), code.length)).isEqualTo(code);
                Thread opener = new Thread(() -> {
                    for (int i = 1; i <= 3; i++) {
                        letOneLeave(victim, i);
                    }
                });
                opener.start();
                Outcome outcome = watch.await(LONG, PAUSE);
                opener.join();
                assertThat(outcome.left()).isTrue();
                assertThat(outcome.still()).isEmpty();
                assertThat(outcome.waited()).isLessThan(LONG);
            }
            StackCheck check = StackCheck.of(tracee, List.of(victim.function("inside")));
            assertThat(tracee.whileFrozen(check::check).value().clear()).isTrue();
        }
    }

    @Test
    void canBeSetWhileTheProcessIsFrozen() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM);
        try (Victim victim = Victim.start(binary, "stay", "1");
                Tracee tracee = Tracee.of(victim.process())) {
            FunctionRange inside = victim.function("inside");
            leavePoints(tracee, inside, 1);
            StackCheck check = StackCheck.of(tracee, List.of(inside));
            List<LeaveWatch> set = new ArrayList<>();
            tracee.whileFrozen(process -> set.add(
                    LeaveWatch.on(process.process(), check.check(process).leavePoints())));
            try (LeaveWatch watch = set.getFirst()) {
                // It leaves before anybody waits.
                letOneLeave(victim, 1);
                assertThat(watch.await(LONG, PAUSE).left()).isTrue();
            }
        }
    }

    @Test
    void takesAThreadThatEndsForOneThatHasLeft() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM);
        try (Victim victim = Victim.start(binary, "end", "1");
                Tracee tracee = Tracee.of(victim.process())) {
            LeavePoint point = leavePoints(tracee, victim.function("inside"), 1).getFirst();
            // A place it never comes to.
            LeavePoint elsewhere = new LeavePoint(point.tid(), OptionalLong.of(victim.addressOf("main")));
            LeavePoint unknown = new LeavePoint(point.tid(), OptionalLong.empty());
            try (LeaveWatch watch = LeaveWatch.on(victim.process(), List.of(elsewhere, unknown))) {
                assertThat(watch.await(Duration.ofMillis(30), PAUSE).left()).isFalse();
                letOneLeave(victim, 1);
                assertThat(watch.await(LONG, PAUSE).left()).isTrue();
            }
            try (LeaveWatch watch = LeaveWatch.on(victim.process(), List.of(elsewhere, unknown))) {
                assertThat(watch.await(LONG, PAUSE).left()).isTrue();
            }
        }
    }

    @Test
    void looksFromTimeToTimeWhereItHasNoBreakpoint() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM);
        try (Victim victim = Victim.start(binary, "stay", "1");
                Tracee tracee = Tracee.of(victim.process())) {
            LeavePoint known = leavePoints(tracee, victim.function("inside"), 1).getFirst();
            LeavePoint unknown = new LeavePoint(known.tid(), OptionalLong.empty());
            // An address of the kernel's: it refuses.
            LeavePoint refused = new LeavePoint(known.tid(), OptionalLong.of(-4096));
            for (LeavePoint point : List.of(unknown, refused)) {
                // After the freeze it runs once more, to go back to sleep.
                Victim.await(() -> !looking(victim, point).left(), "the thread to sleep, which is not to leave");
                assertThat(looking(victim, point).how()).startsWith("by looking from time to time");
            }
            try (LeaveWatch watch = LeaveWatch.on(victim.process(), List.of(refused))) {
                letOneLeave(victim, 1);
                Outcome outcome = watch.await(LONG, PAUSE);
                assertThat(outcome.left()).isTrue();
                assertThat(outcome.how())
                        .contains("the kernel gives no breakpoint")
                        .contains(BreakpointTrial.reported() ? "EINVAL" : "does not report them");
            }
        }
    }

    private static Outcome looking(Victim victim, LeavePoint point) {
        try (LeaveWatch watch = LeaveWatch.on(victim.process(), List.of(point))) {
            return watch.await(Duration.ofMillis(50), PAUSE);
        }
    }

    @Test
    void leavesNothingBehindInThisProcess() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM);
        try (Victim victim = Victim.start(binary, "stay", "2");
                Tracee tracee = Tracee.of(victim.process())) {
            List<LeavePoint> points = leavePoints(tracee, victim.function("inside"), 2);
            LinuxProcess self = LinuxProcess.of((int) ProcessHandle.current().pid());
            for (int i = 0; i < 200; i++) {
                LeaveWatch.on(victim.process(), points).close();
            }
            assertThat(self.maps()).noneMatch(mapping -> mapping.path().contains("perf_event"));
        }
    }

    private static void letOneLeave(Victim victim, int number) {
        try {
            victim.signal("USR1");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        Victim.await(() -> victim.values("left").size() >= number, "a thread to leave");
    }

    private static List<LeavePoint> leavePoints(Tracee tracee, FunctionRange function, int threads) {
        StackCheck check = StackCheck.of(tracee, List.of(function));
        List<LeavePoint> points = new ArrayList<>();
        Victim.await(
                () -> {
                    points.clear();
                    points.addAll(tracee.whileFrozen(check::check).value().leavePoints());
                    return points.size() == threads
                            && points.stream().allMatch(point -> point.address().isPresent());
                },
                "the threads to be inside");
        return points;
    }
}
