package dev.suture.nativebridge.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.suture.nativebridge.AlreadyTracedException;
import dev.suture.nativebridge.ProcessAccessException;
import dev.suture.nativebridge.ProcessUnsupportedException;
import dev.suture.nativebridge.ProcessVanishedException;
import dev.suture.nativebridge.Tracee;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StartHoldTest {
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final String SEVEN = "int main(void) { return 7; }";

    @TempDir
    Path folder;

    private Program program;

    @BeforeEach
    void compile() throws Exception {
        program = Program.compile(folder, "seven", SEVEN);
    }

    private final BlockingQueue<HeldStart> starts = new LinkedBlockingQueue<>();

    private StartHold hold(Duration longest) {
        try {
            StartHold hold = StartHold.open(longest, starts::add);
            hold.add(program.place());
            return hold;
        } catch (WatchUnsupportedException e) {
            return Assumptions.abort("skipped: " + e.getMessage());
        }
    }

    private HeldStart next() throws InterruptedException {
        HeldStart start = starts.poll(20, TimeUnit.SECONDS);
        assertThat(start).as("a process that is held").isNotNull();
        return start;
    }

    private static HeldStart.Stopped stop(HeldStart start) {
        return start.ask().stopped();
    }

    @Test
    void aProcessStandsBehindTheProbedInstruction() throws Exception {
        try (StartHold _ = hold(LONG)) {
            Process shell = program.shell("\"$1\"");
            HeldStart start = next();
            try (HeldStart.Stopped stopped = stop(start)) {
                assertThat(stopped.atPlace()).isTrue();
                long pc = stopped.tracee()
                        .whileFrozen(process -> process.threads().getFirst().pc())
                        .value();
                assertThat(pc - start.address()).isBetween(1L, 15L);
                assertThat(start.tid()).isEqualTo(start.pid());
            }
            assertThat(shell.waitFor()).isEqualTo(7);
        }
    }

    @Test
    void systemCallsAndFreezesLeaveItHeld() throws Exception {
        try (StartHold _ = hold(LONG)) {
            Process shell = program.shell("\"$1\"");
            HeldStart start = next();
            try (HeldStart.Stopped stopped = stop(start)) {
                Tracee tracee = stopped.tracee();
                long before = pc(tracee);
                for (int i = 0; i < 20; i++) {
                    long address = tracee.mmap(0, 4096, Tracee.PROT_READ, 0);
                    tracee.mprotect(address, 4096, Tracee.PROT_READ | Tracee.PROT_WRITE);
                    tracee.munmap(address, 4096);
                    assertThat(pc(tracee)).isEqualTo(before);
                    assertThat(state(start.pid())).isEqualTo('t');
                }
            }
            assertThat(shell.waitFor()).isEqualTo(7);
        }
    }

    private static long pc(Tracee tracee) {
        return tracee.whileFrozen(process -> process.threads().getFirst().pc()).value();
    }

    private static char state(int pid) throws Exception {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        return stat.charAt(stat.lastIndexOf(')') + 2);
    }

    @Test
    void nobodyHasToDealWithIt() throws Exception {
        try (StartHold _ = hold(Duration.ofMillis(300))) {
            long begin = System.nanoTime();
            assertThat(program.shell("\"$1\"").waitFor()).isEqualTo(7);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(290));
            HeldStart start = next();
            assertThat(start.release()).isFalse();
            assertThatThrownBy(() -> stop(start)).isInstanceOf(ProcessVanishedException.class);
        }
    }

    @Test
    void itCanBeLetGoOnAtOnce() throws Exception {
        try (StartHold _ = hold(LONG)) {
            Process shell = program.shell("\"$1\"");
            assertThat(next().release()).isTrue();
            assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(shell.exitValue()).isEqualTo(7);
        }
    }

    @Test
    void itCanBeLetGoOnInsteadOfWaitedFor() throws Exception {
        try (StartHold _ = hold(LONG)) {
            Process shell = program.shell("\"$1\"");
            next().ask().giveUp();
            assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(shell.exitValue()).isEqualTo(7);
            // Nor does one that is gone, or cannot be traced, do harm.
            Process killed = program.shell("\"$1\" & wait $!");
            HeldStart start = next();
            signal("KILL", start.pid());
            start.ask().giveUp();
            assertThat(killed.waitFor(10, TimeUnit.SECONDS)).isTrue();
            Process child = new ProcessBuilder(program.file().toString()).start();
            next().ask().giveUp();
            assertThat(child.waitFor()).isEqualTo(7);
        }
    }

    @Test
    void aProcessMayBeKilledMeanwhile() throws Exception {
        try (StartHold _ = hold(LONG)) {
            Process shell = program.shell("\"$1\" & wait $!");
            HeldStart start = next();
            signal("KILL", start.pid());
            assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(shell.exitValue()).isEqualTo(128 + 9);
            assertThatThrownBy(() -> stop(start)).isInstanceOf(ProcessVanishedException.class);
            // And while it is under ptrace.
            Process other = program.shell("\"$1\" & wait $!");
            HeldStart second = next();
            try (HeldStart.Stopped stopped = stop(second)) {
                signal("KILL", second.pid());
                assertThatThrownBy(() -> stopped.tracee().mmap(0, 4096, Tracee.PROT_READ, 0))
                        .isInstanceOf(ProcessAccessException.class);
            }
            assertThat(other.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(other.exitValue()).isEqualTo(128 + 9);
        }
    }

    /** A stop that somebody else asked for is not Suture's to end. */
    @Test
    void aProcessThatIsStoppedByOthersStaysStopped() throws Exception {
        try (StartHold _ = hold(LONG)) {
            Process shell = program.shell("\"$1\" & wait $!");
            HeldStart start = next();
            try (HeldStart.Stopped stopped = stop(start)) {
                signal("STOP", start.pid());
                stopped.tracee().munmap(stopped.tracee().mmap(0, 4096, Tracee.PROT_READ, 0), 4096);
            }
            await(() -> state(start.pid()) == 'T');
            signal("CONT", start.pid());
            assertThat(shell.waitFor()).isEqualTo(7);
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            while (!condition.holds()) {
                TimeUnit.MILLISECONDS.sleep(2);
            }
        });
    }

    private static void signal(String name, int pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Integer.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void aProcessUnderADebuggerIsLeftAlone() throws Exception {
        Program debugger = Program.compile(folder, "debugger", """
                #include <sys/ptrace.h>
                #include <sys/wait.h>
                #include <unistd.h>
                int main(int argc, char **argv) {
                    int status, pid = fork();
                    if (!pid) { ptrace(PTRACE_TRACEME, 0, 0, 0); execv(argv[1], argv + 1); _exit(9); }
                    while (waitpid(pid, &status, 0) == pid && !WIFEXITED(status)) ptrace(PTRACE_CONT, pid, 0, 0);
                    return WEXITSTATUS(status);
                }
                """);
        try (StartHold _ = hold(LONG)) {
            Process shell = debugger.shell("\"$1\" " + program.file());
            HeldStart start = next();
            assertThatThrownBy(() -> stop(start)).isInstanceOf(AlreadyTracedException.class);
            assertThat(shell.waitFor()).isEqualTo(7);
        }
    }

    @Test
    void aChildOfThisJvmIsLeftAlone() throws Exception {
        try (StartHold _ = hold(LONG)) {
            Process child = new ProcessBuilder(program.file().toString()).start();
            HeldStart start = next();
            assertThatThrownBy(() -> stop(start))
                    .isInstanceOf(ProcessUnsupportedException.class)
                    .hasMessageContaining("started by Suture itself");
            assertThat(child.waitFor()).isEqualTo(7);
        }
    }

    @Test
    void theSameFileIsKnownByAnyNameInAnyMountNamespace() throws Exception {
        Path other = Files.createFile(folder.resolve("other"));
        Path renamed = folder.resolve("renamed");
        try (StartHold _ = hold(LONG)) {
            Process inNamespace = new ProcessBuilder(
                            "unshare",
                            "-m",
                            "sh",
                            "-c",
                            "mount --bind \"$1\" \"$2\" && \"$2\"",
                            "sh",
                            program.file().toString(),
                            other.toString())
                    .start();
            next().release();
            assertThat(inNamespace.waitFor()).isEqualTo(7);
            Files.move(program.file(), renamed);
            Process moved = new Program(renamed).shell("\"$1\"");
            next().release();
            assertThat(moved.waitFor()).isEqualTo(7);
        }
    }

    @Test
    void manyAtATime() throws Exception {
        int many = 20;
        try (StartHold _ = hold(LONG)) {
            Process shell = program.shell("for i in $(seq " + many + "); do \"$1\" & done; wait");
            List<HeldStart.Asked> asked = new ArrayList<>();
            while (asked.size() < many) {
                asked.add(next().ask());
            }
            Set<Integer> pids = new HashSet<>();
            for (HeldStart.Asked start : asked) {
                try (HeldStart.Stopped stopped = start.stopped()) {
                    assertThat(stopped.atPlace()).isTrue();
                    pids.add(start.start().pid());
                }
            }
            assertThat(pids).hasSize(many);
            assertThat(shell.waitFor()).isZero();
        }
    }

    /** One that is stopped by then, and one that nobody has dealt with. */
    @Test
    void closingLetsEveryProcessGoOn() throws Exception {
        Process shell;
        try (StartHold _ = hold(LONG)) {
            shell = program.shell("\"$1\" & first=$!; \"$1\" && exit 1; wait $first");
            next().ask();
            next();
        }
        assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(shell.exitValue()).isEqualTo(7);
        long begin = System.nanoTime();
        assertThat(program.shell("\"$1\"").waitFor()).isEqualTo(7);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG);
    }
}
