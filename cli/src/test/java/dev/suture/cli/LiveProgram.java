package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.examples.DetachedProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A program of the test that runs, and says {@code ready} once it does its work. */
record LiveProgram(ProcessHandle process, Path output) implements AutoCloseable {
    static LiveProgram start(Path program, String... arguments) throws Exception {
        Path output = Files.createTempFile(program.toAbsolutePath().getParent(), "output", ".txt");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        LiveProgram started =
                new LiveProgram(DetachedProcess.start(command, output).orElseThrow(), output);
        started.await(() -> started.said().contains("ready"));
        return started;
    }

    String pid() {
        return Long.toString(process.pid());
    }

    String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("waited in vain; output: %s", said())
                    .isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
