package dev.suture.benchmarks.freeze;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The measured program, running on one CPU and not as a child of this JVM, which would collect its stops. */
final class PinnedProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final int pid;

    private PinnedProcess(int pid) {
        this.pid = pid;
    }

    /**
     * Starts it and waits until all of its threads are there.
     *
     * @param cpu the CPU as taskset(1) takes it; empty for any
     */
    static PinnedProcess start(FreezeProgram program, ThreadShape shape, String cpu) {
        try {
            Path output = Files.createTempFile(program.binary().getParent(), "output", ".txt");
            String pinned = cpu.isEmpty() ? "" : "taskset -c " + cpu + " ";
            Process shell = new ProcessBuilder(List.of(
                            "sh",
                            "-c",
                            "out=$1; shift; setsid " + pinned + "\"$@\" >\"$out\" 2>&1 </dev/null & echo $!",
                            "sh",
                            output.toString(),
                            program.binary().toString(),
                            Integer.toString(shape.busy()),
                            Integer.toString(shape.sleeping())))
                    .start();
            int pid = Integer.parseInt(new String(shell.getInputStream().readAllBytes()).strip());
            PinnedProcess started = new PinnedProcess(pid);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!Files.readString(output).contains("ready")) {
                if (System.nanoTime() > deadline) {
                    started.close();
                    throw new IllegalStateException("the measured program did not start: " + Files.readString(output));
                }
                TimeUnit.MILLISECONDS.sleep(5);
            }
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    int pid() {
        return pid;
    }

    @Override
    public void close() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
