package dev.suture.upatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A program that runs beside the test and is no child of this JVM, whose reaper would swallow ptrace's stops. It reads
 * from a FIFO and writes what it has to say to a file.
 */
final class StartedProgram implements AutoCloseable {
    private final int pid;
    private final Path output;

    private StartedProgram(int pid, Path output) {
        this.pid = pid;
        this.output = output;
    }

    static StartedProgram start(Path program, Path folder) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        Path pidFile = folder.resolve("pid");
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "setsid \"$1\" </dev/null >\"$2\" 2>&1 & echo $! >\"$3\"",
                        "sh",
                        program.toString(),
                        output.toString(),
                        pidFile.toString())
                .start();
        assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
        int pid = Integer.parseInt(Files.readString(pidFile).strip());
        StartedProgram started = new StartedProgram(pid, output);
        started.await(() -> started.output().contains("ready"));
        return started;
    }

    int pid() {
        return pid;
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (NoSuchFileException e) {
            // The shell has yet to create it.
            return "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    List<String> lines() {
        return output().lines().toList();
    }

    boolean alive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    void signal(String name) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Integer.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("waited in vain; output: %s", output())
                    .isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Override
    public void close() {
        ProcessHandle.of(pid).ifPresent(handle -> {
            handle.destroyForcibly();
            handle.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        });
    }
}
