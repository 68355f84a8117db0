package dev.suture.upatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.plugin.ProcessWatch.Mode;
import dev.suture.plugin.StartedProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many processes start at the very same time on a machine whose processors are all busy: each gets the patches before its first
 * call or is told to have got them late, none is held for long, and the machine goes on meanwhile.
 */
@Timeout(180)
class StartStormTest {
    /** How many times; more with {@code -Dsuture.storms=20}. */
    private static final int STORMS = Integer.getInteger("suture.storms", 3);

    private static final int MANY = Integer.getInteger("suture.storm.size", 60);
    /** Some seconds, also where other programs keep the machine busy; 40 before held processes were dealt with in time. */
    private static final Duration LONGEST_STORM = Duration.ofSeconds(20);
    /** For so long an ordinary program that only wants a moment may have to wait; it was 36 seconds once. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);
    /** Those that are let go are so after 1.5 seconds, and a call inside them that is under way may last another. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(4);

    /**
     * Has one child on each processor turn without pause, and lets others become the program at the same moment. Prints how
     * many of these exited with 41, with 42 and otherwise; how long it took until the last had; and the longest that a child
     * which only sleeps for a millisecond again and again was not heard of: both in milliseconds.
     */
    private static final String STORM = """
            #define _GNU_SOURCE
            #include <sched.h>
            #include <signal.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <sys/mman.h>
            #include <sys/wait.h>
            #include <time.h>
            #include <unistd.h>
            static double now(void) {
                struct timespec t;
                clock_gettime(CLOCK_MONOTONIC, &t);
                return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
            }
            int main(int argc, char **argv) {
                int many = atoi(argv[2]), cpus = sysconf(_SC_NPROCESSORS_ONLN), others[cpus + 1], counts[3] = {0};
                volatile double *silence = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
                for (int i = 0; i <= cpus; i++) {
                    if ((others[i] = fork())) continue;
                    alarm(60);
                    if (i < cpus) for (;;) ;
                    for (double last = now();;) {
                        usleep(1000);
                        double next = now();
                        if (next - last > *silence) *silence = next - last;
                        last = next;
                    }
                }
                int go[2], started[many];
                char c;
                if (pipe(go)) return 1;
                for (int i = 0; i < many; i++) {
                    if ((started[i] = fork())) continue;
                    close(go[1]);
                    read(go[0], &c, 1);
                    execv(argv[1], argv + 1);
                    _exit(9);
                }
                usleep(100000);
                *silence = 0;
                double begin = now();
                close(go[1]);
                for (int i = 0; i < many; i++) {
                    int status;
                    waitpid(started[i], &status, 0);
                    int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
                    counts[code == 41 ? 0 : code == 42 ? 1 : 2]++;
                }
                double took = now() - begin, silent = *silence;
                for (int i = 0; i <= cpus; i++) kill(others[i], SIGKILL), waitpid(others[i], 0, 0);
                printf("%d %d %d %.0f %.0f\\n", counts[0], counts[1], counts[2], took, silent);
                return 0;
            }
            """;

    @TempDir
    Path folder;

    private record Storm(int base, int patched, int others, Duration took, Duration silence) {
        static Storm parse(List<String> printed) {
            assertThat(printed).hasSize(1);
            int[] numbers = Stream.of(printed.getFirst().split(" "))
                    .mapToInt(Integer::parseInt)
                    .toArray();
            return new Storm(
                    numbers[0], numbers[1], numbers[2], Duration.ofMillis(numbers[3]), Duration.ofMillis(numbers[4]));
        }
    }

    @Test
    void aProgram() throws Exception {
        SmallBuild build = new SmallBuild(folder)
                .with("main", "int answer(void); int main(void) { return answer(); }")
                .with("answer", "int answer(void) { return 41; }", "int answer(void) { return 42; }");
        build.build();
        storms("program", build.target(), build.target());
    }

    @Test
    void aProgramThatUsesALibrary() throws Exception {
        SmallBuild build = new SmallBuild(folder)
                .with("answer", "int answer(void) { return 41; }", "int answer(void) { return 42; }")
                .compiledWith("-fPIC")
                .linkedWith("-shared");
        build.build();
        Path user = Starts.compile(
                folder,
                "user",
                "int answer(void); int main(void) { return answer(); }",
                build.target().toString());
        storms("library", build.target(), user);
    }

    private void storms(String name, Path target, Path started) throws Exception {
        Path storm = Starts.compile(folder, "storm", STORM);
        for (int i = 0; i < STORMS; i++) {
            // A new watch each time: the first processes come when nothing of its code has run yet.
            try (Starts starts = Starts.beforeFirstCalls(target, folder.resolve("small.upatch"))) {
                Storm seen = Storm.parse(Starts.shell("\"$1\" \"$2\" \"$3\"", storm, started, MANY));
                check(name, starts, seen);
            }
        }
    }

    private static void check(String name, Starts starts, Storm storm) {
        List<StartedProcess> patched = starts.patched();
        long late = patched.stream().filter(p -> p.mode() == Mode.LATE).count();
        Duration held = patched.stream()
                .map(StartedProcess::held)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        System.out.printf(
                "%s: %d started at a time, %d first calls of the new code, %d told late, %d told failed; %d ms for all, held for %d ms at most, others silent for %d ms at most%n",
                name,
                MANY,
                storm.patched(),
                late,
                starts.failed().size(),
                storm.took().toMillis(),
                held.toMillis(),
                storm.silence().toMillis());
        assertThat(storm.others()).isZero();
        assertThat(patched.size() + starts.failed().size()).isEqualTo(MANY);
        assertThat((long) storm.base()).isLessThanOrEqualTo(late + starts.failed().size());
        assertThat(storm.took()).isLessThan(LONGEST_STORM);
        assertThat(storm.silence()).isLessThan(LONGEST_SILENCE);
        assertThat(held).isLessThan(LONGEST_HOLD);
    }
}
