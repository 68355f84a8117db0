package dev.suture.nativebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FreezeTest {
    /** Threads that each count in memory, with a short sleep between; the main thread starts them and waits. */
    private static final String COUNTERS = """
            #include <pthread.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <time.h>
            #include <unistd.h>
            volatile long counters[512];
            static void *count(void *which) {
              struct timespec pause = {0, 200000};
              for (;;) { counters[(long) which]++; nanosleep(&pause, NULL); }
            }
            int main(int argc, char **argv) {
              setvbuf(stdout, NULL, _IOLBF, 0);
              for (long i = 1; i < atol(argv[1]); i++) { pthread_t t; pthread_create(&t, NULL, count, (void *) i); }
              printf("ready\\n");
              count((void *) 0);
            }
            """;

    /** Threads come and go all the time. */
    private static final String SPAWNER = """
            #include <pthread.h>
            #include <stdio.h>
            volatile long counters[1];
            static void *nothing(void *unused) { return unused; }
            int main(void) {
              setvbuf(stdout, NULL, _IOLBF, 0);
              printf("ready\\n");
              for (;;) {
                pthread_t t[4];
                for (int i = 0; i < 4; i++) pthread_create(&t[i], NULL, nothing, NULL);
                for (int i = 0; i < 4; i++) pthread_join(t[i], NULL);
                counters[0]++;
              }
            }
            """;

    /** Forks a child that sends it queued real-time signals; the handler counts them. */
    private static final String SIGNALLED = """
            #include <signal.h>
            #include <stdio.h>
            #include <time.h>
            #include <unistd.h>
            volatile sig_atomic_t handled; volatile long sum;
            static void handle(int s, siginfo_t *info, void *c) { handled++; sum += info->si_value.sival_int; }
            int main(void) {
              setvbuf(stdout, NULL, _IOLBF, 0);
              struct sigaction action = {.sa_sigaction = handle, .sa_flags = SA_SIGINFO};
              sigaction(SIGRTMIN, &action, NULL);
              pid_t parent = getpid();
              if (fork() == 0) {
                struct timespec pause = {0, 20000};
                printf("ready\\n");
                for (int i = 1; i <= 20000; i++) {
                  union sigval value = {.sival_int = i};
                  while (sigqueue(parent, SIGRTMIN, value) != 0) nanosleep(&pause, NULL);
                  if (i % 8 == 0) nanosleep(&pause, NULL);
                }
                printf("sent=20000\\n");
                return 0;
              }
              int last = -1;
              while (handled < 20000) { if (handled / 1000 != last) { last = handled / 1000; } }
              printf("handled=%d\\nsum=%ld\\n", (int) handled, sum);
              pause();
            }
            """;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 64})
    void stopsAllThreadsAndLetsThemGoOn(int threads) throws Exception {
        Path binary = Victim.compile(directory, "counters", COUNTERS);
        try (Victim victim = Victim.start(binary, Integer.toString(threads));
                Tracee tracee = Tracee.of(victim.process())) {
            long counters = victim.addressOf("counters");
            Victim.await(() -> allMoved(new long[threads], read(tracee, counters, threads)), "all threads to count");
            long[] nanos = new long[200];
            for (int i = 0; i < nanos.length; i++) {
                Frozen<Boolean> frozen = tracee.whileFrozen(process -> {
                    Set<Integer> tids = new HashSet<>();
                    process.threads().forEach(thread -> tids.add(thread.tid()));
                    long[] before = read(tracee, counters, threads);
                    return tids.size() == threads && Arrays.equals(before, read(tracee, counters, threads));
                });
                assertThat(frozen.value()).isTrue();
                assertThat(frozen.threads()).isEqualTo(threads);
                nanos[i] = frozen.nanos();
            }
            Arrays.sort(nanos);
            System.out.printf(
                    "freeze of %d threads: median %.3f ms, 95%% %.3f ms%n",
                    threads, nanos[100] / 1e6, nanos[190] / 1e6);
            long[] after = read(tracee, counters, threads);
            Victim.await(() -> allMoved(after, read(tracee, counters, threads)), "all threads to go on");
        }
    }

    @Test
    void countsStandStillDuringAFreeze() throws Exception {
        Path binary = Victim.compile(directory, "counters", COUNTERS);
        try (Victim victim = Victim.start(binary, "4");
                Tracee tracee = Tracee.of(victim.process())) {
            long counters = victim.addressOf("counters");
            tracee.whileFrozen(process -> {
                long[] before = read(tracee, counters, 4);
                // Each thread counts every 0.2 ms or so: 50 ms would show.
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
                assertThat(read(tracee, counters, 4)).isEqualTo(before);
                return process.threads().size();
            });
        }
    }

    @Test
    void copesWithThreadsThatComeAndGo() throws Exception {
        Path binary = Victim.compile(directory, "spawner", SPAWNER);
        try (Victim victim = Victim.start(binary);
                Tracee tracee = Tracee.of(victim.process())) {
            long counters = victim.addressOf("counters");
            for (int i = 0; i < 200; i++) {
                tracee.whileFrozen(process -> {
                    int[] listed = victim.process().threadIds();
                    assertThat(process.threads().stream().mapToInt(FrozenThread::tid))
                            .as("frozen threads against those that exist and have not ended")
                            .containsAll(Arrays.stream(listed)
                                    .filter(tid -> !victim.process()
                                            .threadStat(tid)
                                            .map(ThreadStat::dead)
                                            .orElse(true))
                                    .boxed()
                                    .toList());
                    return process.threads().size();
                });
            }
            long[] before = read(tracee, counters, 1);
            Victim.await(() -> allMoved(before, read(tracee, counters, 1)), "the program to go on");
        }
    }

    @Test
    void losesNoSignal() throws Exception {
        Path binary = Victim.compile(directory, "signalled", SIGNALLED);
        try (Victim victim = Victim.start(binary);
                Tracee tracee = Tracee.of(victim.process())) {
            for (int i = 0; i < 200; i++) {
                tracee.whileFrozen(process -> process.threads().size());
                if (i % 4 == 0) {
                    tracee.munmap(tracee.mmap(0, 4096, Tracee.PROT_READ, 0), 4096);
                }
            }
            assertThat(victim.value("handled")).isEqualTo(20000);
            assertThat(victim.value("sum"))
                    .as("the values queued with the signals")
                    .isEqualTo(20000L * 20001 / 2);
        }
    }

    @Test
    void leavesAStoppedProcessStopped() throws Exception {
        Path binary = Victim.compile(directory, "counters", COUNTERS);
        try (Victim victim = Victim.start(binary, "3");
                Tracee tracee = Tracee.of(victim.process())) {
            long counters = victim.addressOf("counters");
            victim.signal("STOP");
            Victim.await(() -> victim.state() == 'T', "the stop");
            long[] before = read(tracee, counters, 3);
            for (int i = 0; i < 20; i++) {
                assertThat(tracee.whileFrozen(process -> process.threads().size())
                                .value())
                        .isEqualTo(3);
                tracee.munmap(tracee.mmap(0, 4096, Tracee.PROT_READ, 0), 4096);
            }
            Victim.await(() -> victim.state() == 'T', "the stop to hold again");
            assertThat(read(tracee, counters, 3)).isEqualTo(before);
            victim.signal("CONT");
            Victim.await(() -> allMoved(before, read(tracee, counters, 3)), "the threads to go on");
        }
    }

    @Test
    void letsGoWhenTheActionFails() throws Exception {
        Path binary = Victim.compile(directory, "counters", COUNTERS);
        try (Victim victim = Victim.start(binary, "2");
                Tracee tracee = Tracee.of(victim.process())) {
            long counters = victim.addressOf("counters");
            assertThatThrownBy(() -> tracee.whileFrozen(process -> {
                        throw new IllegalArgumentException("on purpose");
                    }))
                    .hasMessage("on purpose");
            long[] before = read(tracee, counters, 2);
            Victim.await(() -> allMoved(before, read(tracee, counters, 2)), "the threads to go on");
        }
    }

    @Test
    void namesTheTracerOfATracedProcess() throws Exception {
        Path binary = Victim.compile(directory, "counters", COUNTERS);
        try (Victim victim = Victim.start(binary, "2");
                Tracee first = Tracee.of(victim.process());
                Tracee second = Tracee.of(victim.process())) {
            first.whileFrozen(process -> {
                assertThatThrownBy(() -> second.whileFrozen(other -> 0))
                        .isInstanceOfSatisfying(
                                AlreadyTracedException.class,
                                e -> assertThat(e.tracerPid()).isPositive())
                        .hasMessageContaining("already traced");
                return 0;
            });
            assertThat(second.whileFrozen(process -> process.threads().size()).value())
                    .isEqualTo(2);
        }
    }

    @Test
    void saysThatAProcessHasVanished() throws Exception {
        Path binary = Victim.compile(directory, "counters", COUNTERS);
        try (Victim victim = Victim.start(binary, "2");
                Tracee tracee = Tracee.of(victim.process())) {
            victim.kill();
            assertThatThrownBy(() -> tracee.whileFrozen(process -> 0)).isInstanceOf(ProcessVanishedException.class);
            assertThatThrownBy(() -> tracee.munmap(0, 4096)).isInstanceOf(ProcessVanishedException.class);
            assertThatThrownBy(() -> victim.process().maps()).isInstanceOf(ProcessVanishedException.class);
            assertThatThrownBy(() -> tracee.memory().read(4096, 8)).isInstanceOf(ProcessVanishedException.class);
            assertThat(victim.process().alive()).isFalse();
        }
    }

    @Test
    void refusesAProcessThatHasStartedAnotherProgram() throws Exception {
        Path binary = Victim.compile(directory, "starter", """
                #include <stdio.h>
                #include <signal.h>
                #include <unistd.h>
                static volatile sig_atomic_t go;
                static void handle(int s) { go = 1; }
                int main(void) {
                  setvbuf(stdout, NULL, _IOLBF, 0);
                  signal(SIGUSR1, handle);
                  printf("ready\\n");
                  while (!go) pause();
                  execlp("sleep", "sleep", "100", NULL);
                }
                """);
        try (Victim victim = Victim.start(binary);
                Tracee tracee = Tracee.of(victim.process())) {
            tracee.munmap(tracee.mmap(0, 4096, Tracee.PROT_READ, 0), 4096);
            victim.signal("USR1");
            Victim.await(() -> victim.process().name().equals("sleep"), "the other program");
            assertThatThrownBy(() -> tracee.mmap(0, 4096, Tracee.PROT_READ, 0))
                    .isInstanceOf(ProcessVanishedException.class)
                    .hasMessageContaining("another program");
            assertThatThrownBy(() -> tracee.whileFrozen(process -> 0)).isInstanceOf(ProcessVanishedException.class);
            assertThat(victim.process().alive()).isTrue();
        }
    }

    private static long[] read(Tracee tracee, long address, int count) {
        long[] values = new long[count];
        ByteBuffer.wrap(tracee.memory().read(address, count * Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer()
                .get(values);
        return values;
    }

    private static boolean allMoved(long[] before, long[] after) {
        for (int i = 0; i < before.length; i++) {
            if (after[i] == before[i]) {
                return false;
            }
        }
        return true;
    }
}
