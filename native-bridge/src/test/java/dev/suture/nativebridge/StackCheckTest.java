package dev.suture.nativebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackCheckTest {
    /**
     * The second thread sleeps in a callee of {@code waits}, the third loops in {@code runs}, the fourth sleeps in a
     * callee of {@code last}, which ends with the call; nobody is in {@code idle}.
     */
    private static final String PROGRAM = """
            #define _GNU_SOURCE
            #include <pthread.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <unistd.h>
            #define APART __attribute__((noinline, noclone))
            volatile int turn;
            APART int sleeps(int n) { pause(); return n + turn; }
            APART int waits(int n) { return sleeps(n) * 3 + 1; }
            APART int runs(int n) { for (;;) turn++; return n; }
            APART int idle(int n) { return n * turn + 1; }
            APART __attribute__((noreturn)) void never(void) { for (;;) pause(); }
            APART __attribute__((noreturn)) void last(void) { never(); }
            static void *second(void *u) { pthread_setname_np(pthread_self(), "sleeper"); return (void *) (long) waits(1); }
            static void *third(void *u) { pthread_setname_np(pthread_self(), "runner"); return (void *) (long) runs(1); }
            static void *fourth(void *u) { pthread_setname_np(pthread_self(), "last"); last(); }
            int main(void) {
              setvbuf(stdout, NULL, _IOLBF, 0);
              pthread_t t;
              pthread_create(&t, NULL, second, NULL);
              pthread_create(&t, NULL, third, NULL);
              pthread_create(&t, NULL, fourth, NULL);
              turn = idle(turn);
              printf("ready\\n");
              pause();
            }
            """;

    @TempDir
    Path directory;

    @Test
    void findsThreadsInFunctionsAndOnlyThose() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM, "-fno-optimize-sibling-calls");
        try (Victim victim = Victim.start(binary);
                Tracee tracee = Tracee.of(victim.process())) {
            FunctionRange waits = victim.function("waits");
            FunctionRange sleeps = victim.function("sleeps");
            FunctionRange runs = victim.function("runs");
            FunctionRange last = victim.function("last");
            FunctionRange idle = victim.function("idle");

            FunctionRange never = victim.function("never");
            Victim.await(() -> check(tracee, sleeps, runs, never).busy().size() == 3, "the threads to get there");

            assertThat(check(tracee, idle).clear()).isTrue();
            assertThat(check(tracee).clear()).isTrue();

            StackCheckResult sleeper = check(tracee, idle, waits);
            assertThat(sleeper.clear()).isFalse();
            assertThat(sleeper.unchecked()).isEmpty();
            assertThat(sleeper.busy()).singleElement().satisfies(busy -> {
                assertThat(busy.name()).isEqualTo("sleeper");
                assertThat(busy.function()).isEqualTo(waits);
                assertThat(busy.evidence()).isEqualTo(BusyThread.Evidence.RETURNS_INTO);
                assertThat(busy.address()).isBetween(waits.start() + 1, waits.end());
                assertThat(busy.depth()).isBetween(0L, 512L);
            });
            assertThat(check(tracee, runs).busy()).singleElement().satisfies(busy -> {
                assertThat(busy.name()).isEqualTo("runner");
                assertThat(busy.evidence()).isEqualTo(BusyThread.Evidence.RUNNING);
                assertThat(busy.address()).isBetween(runs.start(), runs.end() - 1);
                assertThat(busy.depth()).isZero();
            });
            // The return address behind a call that ends the function is the function's end.
            assertThat(check(tracee, last).busy()).singleElement().satisfies(busy -> {
                assertThat(busy.name()).isEqualTo("last");
                assertThat(busy.evidence()).isEqualTo(BusyThread.Evidence.RETURNS_INTO);
            });
            assertThat(check(tracee, sleeps, waits, runs, idle, last).busy())
                    .extracting(busy -> busy.function().name())
                    .containsExactlyInAnyOrder("sleeps", "waits", "runs", "last");
        }
    }

    @Test
    void reportsOverlappingFunctionsEach() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM, "-fno-optimize-sibling-calls");
        try (Victim victim = Victim.start(binary);
                Tracee tracee = Tracee.of(victim.process())) {
            FunctionRange runs = victim.function("runs");
            Victim.await(() -> !check(tracee, runs).clear(), "the thread to get there");
            FunctionRange around = new FunctionRange("around", runs.start() - 64, runs.end() + 64);
            FunctionRange before = new FunctionRange("before", runs.start() - 32, runs.start() - 16);
            assertThat(check(tracee, around, before, runs).busy())
                    .filteredOn(busy -> busy.evidence() == BusyThread.Evidence.RUNNING)
                    .extracting(busy -> busy.function().name())
                    .containsExactlyInAnyOrder("around", "runs");
        }
    }

    /** A handler sleeps on an alternate stack; what it interrupted is on the thread's own. */
    private static final String INTERRUPTED = """
            #define _GNU_SOURCE
            #include <signal.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <unistd.h>
            volatile int turn;
            static void handle(int s) { for (;;) pause(); }
            __attribute__((noinline, noclone)) int raises(int n) { raise(SIGUSR1); return n + turn; }
            __attribute__((noinline, noclone)) int waits(int n) { return raises(n) * 3 + 1; }
            __attribute__((noinline, noclone)) int idle(int n) { return n * turn + 1; }
            int main(void) {
              setvbuf(stdout, NULL, _IOLBF, 0);
              stack_t alternate = {.ss_sp = malloc(65536), .ss_size = 65536};
              sigaltstack(&alternate, NULL);
              struct sigaction action = {.sa_handler = handle, .sa_flags = SA_ONSTACK};
              sigaction(SIGUSR1, &action, NULL);
              printf("ready\\n");
              return waits(idle(1));
            }
            """;

    @Test
    void followsSignalHandlersToTheInterruptedStack() throws Exception {
        Path binary = Victim.compile(directory, "interrupted", INTERRUPTED);
        try (Victim victim = Victim.start(binary);
                Tracee tracee = Tracee.of(victim.process())) {
            FunctionRange handler = victim.function("handle");
            Victim.await(() -> !check(tracee, handler).clear(), "the handler to run");
            assertThat(check(tracee, victim.function("waits")).busy())
                    .singleElement()
                    .satisfies(busy -> assertThat(busy.tid()).isEqualTo(victim.pid()));
            assertThat(check(tracee, victim.function("idle")).clear()).isTrue();
        }
    }

    @Test
    void scansEveryStackWholly() throws Exception {
        Path binary = Victim.compile(directory, "program", PROGRAM);
        try (Victim victim = Victim.start(binary);
                Tracee tracee = Tracee.of(victim.process())) {
            // The outermost frame of the C library's start code is the last thing on the first thread's stack.
            FunctionRange main = victim.function("main");
            FunctionRange start = victim.function("_start");
            assertThat(check(tracee, main, start).busy())
                    .extracting(BusyThread::tid)
                    .containsOnly(victim.pid());
            assertThat(check(tracee, main, start).busy()).hasSize(2);
        }
    }

    private static StackCheckResult check(Tracee tracee, FunctionRange... functions) {
        StackCheck check = StackCheck.of(tracee, List.of(functions));
        return tracee.whileFrozen(check::check).value();
    }
}
