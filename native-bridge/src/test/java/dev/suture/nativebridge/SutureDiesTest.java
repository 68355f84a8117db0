package dev.suture.nativebridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process must outlive the death of the JVM that works on it, at whatever moment it comes. */
class SutureDiesTest {
    private static final int DEATHS = 12;

    @TempDir
    Path directory;

    /** What the other JVM runs: remote calls and freezes without end. */
    static final class Worker {
        private Worker() {}

        public static void main(String[] arguments) {
            try (Tracee tracee = Tracee.of(LinuxProcess.of(Integer.parseInt(arguments[0])))) {
                for (int i = 0; ; i++) {
                    tracee.munmap(tracee.mmap(0, 4096, Tracee.PROT_READ, 0), 4096);
                    if (i == 20) {
                        System.out.println("working");
                    }
                    if (i % 50 == 0) {
                        tracee.whileFrozen(process -> process.threads().size());
                    }
                }
            }
        }
    }

    @Test
    void aBusyProcessGoesOnWithRightSums() throws Exception {
        Path binary = Victim.compile(directory, "adder", RemoteCallTest.ADDER, "-mavx");
        try (Victim victim = Victim.start(binary)) {
            String mask = blockedSignals(victim);
            for (int i = 0; i < DEATHS; i++) {
                killAWorkerOn(victim);
                assertThat(victim.process().alive())
                        .as("alive after death %d", i + 1)
                        .isTrue();
            }
            int rounds = victim.values("round").size();
            Victim.await(() -> victim.values("round").size() >= rounds + 3, "three more rounds of sums");
            assertThat(victim.values("wrong")).isEmpty();
            assertThat(blockedSignals(victim)).isEqualTo(mask);
        }
    }

    /**
     * A pipe, since the kernel restarts its read. A thread in epoll_wait gets EINTR if Suture dies in the few
     * microseconds after it has stopped, as it gets from a debugger.
     */
    @Test
    void aSleepingProcessSleepsOn() throws Exception {
        Path binary = Victim.compile(directory, "sleeper", RemoteCallTest.SLEEPER);
        try (Victim victim = Victim.start(binary, "pipe")) {
            for (int i = 0; i < DEATHS / 2; i++) {
                killAWorkerOn(victim);
                Victim.await(() -> victim.state() == 'S', "the sleep");
                assertThat(victim.values("ms"))
                        .as("death %d does not wake it", i + 1)
                        .isEmpty();
            }
        }
    }

    private static void killAWorkerOn(Victim victim) throws Exception {
        Process worker = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        Integer.toString(victim.pid()))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader said = worker.inputReader()) {
            assertThat(said.readLine()).isEqualTo("working");
            // Not a wait for anything: the moment of death is to be a different one each time.
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(2_000_000));
            worker.destroyForcibly();
            assertThat(worker.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
        Victim.await(() -> victim.process().tracerPid().isEmpty(), "the end of the tracing");
    }

    private static String blockedSignals(Victim victim) {
        return new ProcFiles(victim.pid()).status("SigBlk").orElseThrow();
    }
}
