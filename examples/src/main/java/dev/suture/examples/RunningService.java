package dev.suture.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A ticketd process. It is a child of nobody here, so that it can be traced. */
public final class RunningService implements AutoCloseable {
    private static final Duration START_PATIENCE = Duration.ofSeconds(20);
    private static final Duration TERM_PATIENCE = Duration.ofSeconds(5);
    private static final Duration KILL_PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(5);
    private static final Pattern LISTENING =
            Pattern.compile("^listening on 127\\.0\\.0\\.1:(\\d+)$", Pattern.MULTILINE);

    private final ProcessHandle process;
    private final Path log;
    private final int port;
    private Optional<ServiceConnection> connection = Optional.empty();

    private RunningService(ProcessHandle process, Path log) throws IOException {
        this.process = process;
        this.log = log;
        this.port = awaitPort();
    }

    /**
     * Starts a service on a port that the kernel chooses and waits until it listens.
     *
     * @param workers number of worker threads; acceptor, metronome and main thread come on top
     * @throws ExampleException if it does not start, with what it said
     */
    public static RunningService start(Path binary, int workers) {
        Path program = binary.toAbsolutePath();
        try {
            Path log = Files.createTempFile("ticketd-", ".log");
            ProcessHandle process = launch(program, workers, log);
            try {
                return new RunningService(process, log);
            } catch (IOException | RuntimeException e) {
                process.destroyForcibly();
                Files.deleteIfExists(log);
                throw e;
            }
        } catch (IOException e) {
            throw new ExampleException(program + " could not be started: " + e.getMessage(), e);
        }
    }

    private static ProcessHandle launch(Path program, int workers, Path log) throws IOException {
        return DetachedProcess.start(List.of(program.toString(), "-w", Integer.toString(workers)), log)
                .orElseThrow(() -> new ExampleException(program + " ended as soon as it was started:\n" + said(log)));
    }

    private int awaitPort() throws IOException {
        boolean[] listens = {false};
        int[] found = {0};
        await(START_PATIENCE, () -> {
            // Liveness first: a line written before the end is then still seen.
            boolean alive = isAlive();
            Matcher line = LISTENING.matcher(said(log));
            listens[0] = line.find();
            if (listens[0]) {
                found[0] = Integer.parseInt(line.group(1));
            }
            return listens[0] || !alive;
        });
        if (!listens[0]) {
            throw new ExampleException("ticketd (process " + pid() + ") "
                    + (isAlive() ? "does not listen after " + START_PATIENCE.toSeconds() + " s" : "ended at once")
                    + ":\n" + Tools.tail(log));
        }
        return found[0];
    }

    private static String said(Path log) {
        try {
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    public long pid() {
        return process.pid();
    }

    /** The TCP port on 127.0.0.1. */
    public int port() {
        return port;
    }

    /** Whether the process runs; one that has ended but was not yet waited for does not. */
    public boolean isAlive() {
        return process.isAlive() && !isZombie();
    }

    private boolean isZombie() {
        try {
            // proc_pid_stat(5): the state follows the name, which is in parentheses and may hold any character.
            String stat = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"), StandardCharsets.ISO_8859_1);
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state == 'Z' || state == 'X';
        } catch (IOException e) {
            return true;
        }
    }

    /**
     * Sends one line on a connection that is kept, and returns the answer without its line end.
     *
     * @throws ExampleException if no answer comes; the next request connects anew
     */
    public synchronized String request(String line) {
        try {
            if (connection.isEmpty()) {
                connection = Optional.of(connect());
            }
            return connection.get().request(line);
        } catch (IOException e) {
            disconnect();
            throw new ExampleException(
                    "ticketd (process " + pid() + ", port " + port + ") did not answer \"" + line + "\": "
                            + e.getMessage(),
                    e);
        }
    }

    ServiceConnection connect() throws IOException {
        return new ServiceConnection(port);
    }

    private void disconnect() {
        connection.ifPresent(open -> {
            try {
                open.close();
            } catch (IOException e) {
                // It is of no more use, closed or not.
            }
        });
        connection = Optional.empty();
    }

    /** Ends the process, by SIGTERM and if that does not help by SIGKILL, and waits until it is gone. */
    @Override
    public synchronized void close() {
        disconnect();
        process.destroy();
        if (!await(TERM_PATIENCE, () -> !isAlive())) {
            process.destroyForcibly();
            if (!await(KILL_PATIENCE, () -> !isAlive())) {
                throw new ExampleException("ticketd (process " + pid() + ") outlived SIGKILL; its log is " + log);
            }
        }
        try {
            Files.deleteIfExists(log);
        } catch (IOException e) {
            throw new ExampleException("The log " + log + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private static boolean await(Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return condition.getAsBoolean();
            }
        }
        return true;
    }
}
