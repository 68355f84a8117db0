package dev.suture.nativebridge;

import static dev.suture.nativebridge.Tracee.PROT_EXEC;
import static dev.suture.nativebridge.Tracee.PROT_READ;
import static dev.suture.nativebridge.Tracee.PROT_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemoteCallTest {
    private static final int EINVAL = 22;
    private static final int EEXIST = 17;

    /** Waits in one system call, for a time, an event, or for ever on a pipe; says what came of it. */
    static final String SLEEPER = """
            #include <errno.h>
            #include <stdio.h>
            #include <string.h>
            #include <sys/epoll.h>
            #include <sys/timerfd.h>
            #include <time.h>
            #include <unistd.h>
            static long ms(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t);
              return t.tv_sec * 1000 + t.tv_nsec / 1000000; }
            int main(int argc, char **argv) {
              setvbuf(stdout, NULL, _IOLBF, 0);
              int epoll = epoll_create1(0), result, timer = timerfd_create(CLOCK_MONOTONIC, 0);
              struct itimerspec in = {.it_value = {1, 500000000}};
              struct epoll_event event = {.events = EPOLLIN};
              epoll_ctl(epoll, EPOLL_CTL_ADD, timer, &event);
              printf("ready\\n");
              long begin = ms();
              errno = 0;
              if (!strcmp(argv[1], "nanosleep")) {
                struct timespec wanted = {1, 500000000}; result = nanosleep(&wanted, NULL);
              } else if (!strcmp(argv[1], "epoll_event")) {
                timerfd_settime(timer, 0, &in, NULL); result = epoll_wait(epoll, &event, 1, -1) - 1;
              } else if (!strcmp(argv[1], "pipe")) {
                int ends[2]; result = pipe(ends); result = read(ends[0], &event, 1);
              } else {
                result = epoll_wait(epoll, &event, 1, 1500);
              }
              printf("errno=%d\\nresult=%d\\nms=%ld\\n", errno, result, ms() - begin);
              pause();
            }
            """;

    /** Adds integers and doubles in registers for ever, in rounds whose sums must come out equal. */
    static final String ADDER = """
            #include <stdio.h>
            int main(void) {
              setvbuf(stdout, NULL, _IOLBF, 0);
              unsigned long expected = 0; double fexpected = 0;
              for (long round = 0; ; round++) {
                unsigned long a = 1, b = 2, c = 3, d = 4; double f = 0, g = 1, h = 2;
                for (long i = 0; i < 4000000; i++) {
                  a = a * 6364136223846793005ul + b; b ^= a >> 7; c += b ^ d; d = (d << 3 | d >> 61) + a;
                  f += 0.5 * g; g = g * 0.999999 + 1; h += f - g;
                  __asm__ volatile("" : "+r"(a), "+r"(b), "+r"(c), "+r"(d), "+x"(f), "+x"(g), "+x"(h));
                }
                unsigned long sum = a ^ b ^ c ^ d; double fsum = f + g + h;
                if (round == 0) { expected = sum; fexpected = fsum; printf("ready\\n"); }
                if (sum != expected || fsum != fexpected) printf("wrong=%ld\\n", round);
                else if (round % 8 == 0) printf("round=%ld\\n", round);
              }
            }
            """;

    @TempDir
    Path directory;

    @Test
    void doesNotCutNanosleepShort() throws Exception {
        assertNotInterrupted("nanosleep", 100, 1900);
    }

    @Test
    void doesNotCutEpollWaitShort() throws Exception {
        assertNotInterrupted("epoll_event", 100, 1900);
    }

    /** The time limit begins anew with each restart, so few interruptions: 1.5 s after the last at the latest. */
    @Test
    void restartsEpollWaitWithATimeLimit() throws Exception {
        assertNotInterrupted("epoll_limit", 2, 3500);
    }

    private void assertNotInterrupted(String call, int interruptions, long longestMillis) throws Exception {
        Path binary = Victim.compile(directory, "sleeper", SLEEPER);
        try (Victim victim = Victim.start(binary, call);
                Tracee tracee = Tracee.of(victim.process())) {
            Victim.await(() -> victim.state() == 'S', "the sleep");
            int done = 0;
            // On a slow machine the wait is over before all of them are made.
            for (; done < interruptions && victim.values("ms").isEmpty(); done++) {
                long address = tracee.mmap(0, 4096, PROT_READ | PROT_WRITE, 0);
                tracee.munmap(address, 4096);
                tracee.whileFrozen(process -> process.threads().size());
            }
            assertThat(done).as("interruptions").isGreaterThan(1);
            assertThat(victim.value("ms")).isBetween(1495L, longestMillis);
            assertThat(victim.value("result")).isZero();
            assertThat(victim.value("errno")).isZero();
        }
    }

    @Test
    void leavesRegistersOfABusyThreadAlone() throws Exception {
        Path binary = Victim.compile(directory, "adder", ADDER);
        try (Victim victim = Victim.start(binary);
                Tracee tracee = Tracee.of(victim.process())) {
            for (int i = 0; i < 300; i++) {
                long address = tracee.mmap(0, 8192, PROT_READ, 0);
                tracee.mprotect(address, 8192, PROT_READ | PROT_EXEC);
                tracee.munmap(address, 8192);
            }
            int rounds = victim.values("round").size();
            Victim.await(() -> victim.values("round").size() >= rounds + 3, "three more rounds of sums");
            assertThat(victim.values("wrong")).isEmpty();
        }
    }

    @Test
    void mapsProtectsAndUnmaps() throws Exception {
        Path binary = Victim.compile(directory, "sleeper", SLEEPER);
        try (Victim victim = Victim.start(binary, "nanosleep");
                Tracee tracee = Tracee.of(victim.process())) {
            long address = tracee.mmap(0, 12288, PROT_READ | PROT_WRITE, 0);
            assertThat(permissionsAt(victim, address)).isEqualTo("rw-p");
            tracee.memory().writeVerified(address, new byte[] {1, 2, 3});
            tracee.mprotect(address, 12288, PROT_READ | PROT_EXEC);
            assertThat(permissionsAt(victim, address)).isEqualTo("r-xp");
            tracee.munmap(address, 12288);
            assertThat(permissionsAt(victim, address)).isEqualTo("none");
        }
    }

    @Test
    void namesTheErrorOfTheCall() throws Exception {
        Path binary = Victim.compile(directory, "sleeper", SLEEPER);
        try (Victim victim = Victim.start(binary, "nanosleep");
                Tracee tracee = Tracee.of(victim.process())) {
            assertThatThrownBy(() -> tracee.munmap(1, 4096))
                    .isInstanceOfSatisfying(
                            RemoteCallException.class,
                            e -> assertThat(e.errno()).isEqualTo(EINVAL))
                    .hasMessageContaining("munmap")
                    .hasMessageContaining("EINVAL");
            long taken = victim.process().maps().getFirst().start();
            assertThatThrownBy(() -> tracee.mmap(taken, 4096, PROT_READ, Tracee.MAP_FIXED_NOREPLACE))
                    .isInstanceOfSatisfying(
                            RemoteCallException.class,
                            e -> assertThat(e.errno()).isEqualTo(EEXIST));
        }
    }

    private static String permissionsAt(Victim victim, long address) {
        return victim.process().maps().stream()
                .filter(mapping -> mapping.contains(address))
                .map(MemoryMapping::permissions)
                .findFirst()
                .orElse("none");
    }
}
