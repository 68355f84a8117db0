package dev.suture.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A JVM that makes {@link RandomChanges}, to be killed at one moment of them. */
final class MortalWorker implements AutoCloseable {
    /** If no thread is traced for so long, none will be. */
    private static final long LONGEST_SEARCH = 300_000_000;
    /** About as long as a freeze takes, or a call inside the process. */
    private static final long TOUCH = 700_000;
    /** Steps of a change, at most. */
    private static final int STEPS = 5;

    private final Process process;
    private final BufferedReader output;
    private final List<Said> lines = new ArrayList<>();
    private final String which;

    MortalWorker(String which, Path store, long pid, long seed) throws IOException {
        this.which = which;
        process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RandomChanges.class.getName(),
                        store.toString(),
                        Long.toString(pid),
                        Long.toString(seed))
                .redirectErrorStream(true)
                .start();
        output = process.inputReader();
    }

    /**
     * Waits for a random moment: of the first change, as of a command of its own, or of a later one; and in that at any time, in
     * any of its steps, or while a thread of the service is traced, which is so for a small part of the time only.
     *
     * @param traced whether a thread is
     */
    void awaitMoment(Random random, Lengths lengths, BooleanSupplier traced) throws IOException {
        boolean first = random.nextBoolean();
        if (!first) {
            awaitLine(RandomChanges.DONE);
        }
        Said begin = awaitLine(RandomChanges.BEGIN);
        switch (random.nextInt(5)) {
            case 0, 1 -> pauseUntil(begin.nanos() + random.nextLong(lengths.ofChange(begin, first)));
            case 2, 3 -> {
                Said line = begin;
                for (int steps = random.nextInt(STEPS); steps > 0 && !line.is(RandomChanges.DONE); steps--) {
                    line = next();
                }
                pauseUntil(line.nanos() + random.nextLong(lengths.of(line, first)));
            }
            default -> {
                Said line = begin;
                for (int touching = 1 + random.nextInt(2); touching > 0 && !line.is(RandomChanges.DONE); ) {
                    line = next();
                    touching -= line.touches() ? 1 : 0;
                }
                long searched = System.nanoTime();
                while (!traced.getAsBoolean() && System.nanoTime() - searched < LONGEST_SEARCH) {
                    Thread.onSpinWait();
                }
                pauseUntil(System.nanoTime() + random.nextLong(TOUCH));
            }
        }
    }

    private static void pauseUntil(long nanos) {
        long left;
        while ((left = nanos - System.nanoTime()) > 0) {
            if (left > 1_000_000) {
                LockSupport.parkNanos(left - 500_000);
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private Said awaitLine(String wanted) throws IOException {
        while (true) {
            Said line = next();
            if (line.is(wanted)) {
                return line;
            }
        }
    }

    private Said next() throws IOException {
        String line = output.readLine();
        assertThat(line).as("before " + which + " the worker ended; it said: " + lines).isNotNull();
        lines.add(Said.parse(line));
        return lines.getLast();
    }

    /** Kills it and returns all that it has said. */
    List<Said> kill() throws IOException, InterruptedException {
        assertThat(process.isAlive()).as("the worker is there for " + which).isTrue();
        process.toHandle().destroyForcibly(); // Process.destroyForcibly would close what is to be read yet.
        process.waitFor();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(Said.parse(line));
        }
        return lines;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
