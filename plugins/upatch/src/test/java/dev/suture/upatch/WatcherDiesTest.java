package dev.suture.upatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.ProcessWatch;
import dev.suture.plugin.ProcessWatch.Mode;
import dev.suture.plugin.ProcessWatchListener;
import dev.suture.plugin.StartedProcess;
import dev.suture.plugin.WatchRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** No process may be left standing by the death of the JVM that watches, at whatever moment it comes. */
@Timeout(1200)
class WatcherDiesTest {
    /** How often the watching JVM is killed; more with {@code -Dsuture.deaths=200}. */
    private static final int DEATHS = Integer.getInteger("suture.deaths", 10);

    private static final int MOST_FAILED = 8;

    private static final int STARTERS = 2;

    /** A process goes round in the kernel for a second at most. */
    private static final Duration ROUND = Duration.ofMillis(900);

    /** What the other JVM runs: arguments are the target and the patch. */
    static final class Watcher implements ProcessWatchListener {
        private Watcher() {}

        public static void main(String[] arguments) throws InterruptedException {
            WatchRequest request = new WatchRequest(Path.of(arguments[0]), List.of(Path.of(arguments[1])));
            ProcessWatch watch =
                    new UpatchPlugin().driver().watch(request, new Watcher()).orElseThrow();
            System.out.println(watch.mode() + " " + watch.promise());
            Thread.sleep(Long.MAX_VALUE);
        }

        @Override
        public void patched(StartedProcess process) {
            System.out.println("patched " + process.pid());
        }

        @Override
        public void failed(int pid, PatchException problem) {
            System.out.println("failed " + pid + " " + problem.getMessage());
        }
    }

    /** Starts a program again and again and writes down what it exits with; ends if that is nothing it should be. */
    private static final String STARTER = """
            #include <spawn.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <sys/wait.h>
            #include <unistd.h>
            extern char **environ;
            int main(int argc, char **argv) {
                for (;;) {
                    pid_t pid;
                    int status;
                    if (posix_spawn(&pid, argv[1], 0, 0, argv + 1, environ) || waitpid(pid, &status, 0) != pid) return 1;
                    int answer = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
                    printf("%d\\n", answer);
                    fflush(stdout);
                    if (answer != 41 && answer != 42) return 1;
                }
            }
            """;

    @TempDir
    Path folder;

    private SmallBuild program() throws Exception {
        SmallBuild build = new SmallBuild(folder)
                .with("main", "int answer(void); int main(void) { return answer(); }")
                .with("answer", "int answer(void) { return 41; }", "int answer(void) { return 42; }");
        build.build();
        return build;
    }

    private List<String> java() {
        return List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Watcher.class.getName(),
                folder.resolve("program").toString(),
                folder.resolve("small.upatch").toString());
    }

    private static Process start(List<String> command) throws Exception {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    /** A process that stays stopped, or never ends, keeps its starter from starting the next. */
    @Test
    void everyProcessGoesOn() throws Exception {
        Path target = program().target();
        Path starter = Starts.compile(folder, "starter", STARTER);
        List<Process> starters = new ArrayList<>();
        List<Path> outputs = new ArrayList<>();
        try {
            for (int i = 0; i < STARTERS; i++) {
                outputs.add(folder.resolve("output" + i));
                starters.add(new ProcessBuilder(starter.toString(), target.toString())
                        .redirectOutput(outputs.getLast().toFile())
                        .start());
            }
            int stopped = 0;
            int wentRound = 0;
            for (int death = 1; death <= DEATHS; death++) {
                stopped += killAWatcher(starters) ? 1 : 0;
                long killed = System.nanoTime();
                for (int i = 0; i < STARTERS; i++) {
                    awaitFurther(outputs.get(i), starters.get(i), death);
                }
                wentRound += System.nanoTime() - killed > ROUND.toNanos() ? 1 : 0;
            }
            System.out.printf(
                    "%d deaths of the watcher: in %d a process was stopped just before, in %d one went round in the kernel until its time was over; %d starts of %d processes%n",
                    DEATHS, stopped, wentRound, starts(outputs), STARTERS);
        } finally {
            starters.forEach(Process::destroyForcibly);
        }
        // Each death came while processes were being patched.
        for (Path output : outputs) {
            assertThat(Files.readAllLines(output)).contains("41", "42");
        }
    }

    private static long starts(List<Path> outputs) throws IOException {
        long lines = 0;
        for (Path output : outputs) {
            lines += Files.size(output) / "41\n".length();
        }
        return lines;
    }

    /** Whether a process that one of them has started is under ptrace. */
    private static boolean isTraced(List<Process> starters) throws IOException {
        for (Process starter : starters) {
            Path task = Path.of("/proc/%1$d/task/%1$d/children".formatted(starter.pid()));
            for (String child : Files.readString(task).strip().split(" ")) {
                try {
                    if (!child.isEmpty()
                            && !Files.readString(Path.of("/proc", child, "status"))
                                    .contains("TracerPid:\t0\n")) {
                        return true;
                    }
                } catch (IOException e) {
                    // It has ended.
                }
            }
        }
        return false;
    }

    /** @return whether a process was being patched just before */
    private boolean killAWatcher(List<Process> starters) throws Exception {
        Process watcher = start(java());
        try (BufferedReader said = watcher.inputReader()) {
            String first = said.readLine();
            if (!first.startsWith(Mode.FIRST_CALL.name())) {
                watcher.destroyForcibly();
                Assumptions.abort("skipped: " + first);
            }
            // A process that the last watcher left may end in the hands of this one, which says so.
            String next = said.readLine();
            for (int i = 0; i < MOST_FAILED && next.startsWith("failed "); i++) {
                next = said.readLine();
            }
            assertThat(next).startsWith("patched ");
            // Not a wait for anything: the moment of death is to be a different one each time.
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(20_000_000));
            boolean traced = isTraced(starters);
            watcher.destroyForcibly();
            assertThat(watcher.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return traced;
        }
    }

    private static void awaitFurther(Path output, Process starter, int death) throws Exception {
        long before = Files.size(output);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        // Some lines: what was half started when the watcher died is over then.
        while (Files.size(output) < before + 10 * "41\n".length()) {
            assertThat(starter.isAlive())
                    .as("after death %d: %s", death, output)
                    .isTrue();
            assertThat(System.nanoTime())
                    .as("processes stand after death %d", death)
                    .isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /** As root, but without what it takes to hold processes. */
    @Test
    void withoutTheRightsItPatchesLateAndSaysSo() throws Exception {
        SmallBuild build = new SmallBuild(folder)
                .with("main", """
                        #include <unistd.h>
                        int answer(void);
                        int main(void) {
                            for (int i = 0; i < 2000 && answer() == 41; i++) usleep(5000);
                            return answer();
                        }
                        """)
                .with("answer", "int answer(void) { return 41; }", "int answer(void) { return 42; }");
        build.build();
        List<String> command =
                new ArrayList<>(List.of("setpriv", "--inh-caps=-all", "--bounding-set=-sys_admin,-bpf,-perfmon", "--"));
        command.addAll(java());
        Process watcher = start(command);
        try (BufferedReader said = watcher.inputReader()) {
            assertThat(said.readLine()).startsWith("LATE ").contains("runs the code as it was until", "root");
            assertThat(Starts.shell("\"$1\"; echo $?", build.target())).containsExactly("42");
            assertThat(said.readLine()).startsWith("patched ");
        } finally {
            watcher.destroyForcibly();
            assertThat(watcher.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }
}
