package dev.suture.source.trace;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs a command of a build to its end, in a session of its own, with its output in a file. When it ends, and when
 * nobody wants it any more, nothing of it is left running: not even what left its parent and its session behind.
 */
public final class BuildProcess {
    /** In the environment of everything the command starts. */
    private static final String MARKER = "SUTURE_BUILD";

    private static final Duration POLL = Duration.ofMillis(50);
    /** What make needs to remove a half-made file when it is asked to end. */
    private static final Duration POLITE = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path log;
    private final Progress progress;

    /**
     * @param log output is appended to it
     * @param progress asked whether to go on
     */
    public BuildProcess(Path log, Progress progress) {
        this.log = log;
        this.progress = progress;
    }

    /**
     * How a command ended.
     *
     * @param status its exit status
     * @param took wall time
     * @param outputFrom where its output begins in the log, in bytes
     */
    public record Result(int status, Duration took, long outputFrom) {}

    /**
     * Runs it.
     *
     * @param environment may change the environment, which is this program's at first
     * @param meanwhile called again and again while it runs
     * @throws PatchException TROUBLE {@code cancelled}, once nothing runs any more
     */
    public Result run(
            List<String> command, Path directory, Consumer<Map<String, String>> environment, Runnable meanwhile)
            throws IOException {
        long from = Files.exists(log) ? Files.size(log) : 0;
        String id = UUID.randomUUID().toString();
        List<String> inSession = new ArrayList<>(List.of("setsid"));
        inSession.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(inSession)
                .directory(directory.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        environment.accept(builder.environment());
        builder.environment().put(MARKER, id);
        long start = System.nanoTime();
        Process process = builder.start();
        boolean ended = false;
        try {
            while (!process.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                meanwhile.run();
                if (progress.cancelled()) {
                    throw cancelled();
                }
            }
            ended = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cancelled();
        } finally {
            endAll(process, id, ended);
        }
        return new Result(process.exitValue(), Duration.ofNanos(System.nanoTime() - start), from);
    }

    public static PatchException cancelled() {
        return new PatchException(
                PatchException.Kind.TROUBLE,
                "cancelled",
                "The build was cancelled; nothing of it runs any more.",
                "Run it again; with the same --work folder it goes on from where it was.");
    }

    /** Asks everything that the command started to end, then ends what has not. */
    private static void endAll(Process process, String id, boolean ended) {
        List<ProcessHandle> left = left(process, id);
        if (!ended) {
            left.forEach(ProcessHandle::destroy);
            long deadline = System.nanoTime() + POLITE.toNanos();
            while (!left.isEmpty() && System.nanoTime() < deadline) {
                pause();
                left = left(process, id);
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        // What forks while it is being ended is found in the next round.
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            left.forEach(ProcessHandle::destroyForcibly);
            pause();
            left = left(process, id);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            // Ending what was started goes on; the interrupt is seen by whoever asks next.
            Thread.currentThread().interrupt();
        }
    }

    private static List<ProcessHandle> left(Process process, String id) {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path entry : processes) {
                long pid = Long.parseLong(entry.getFileName().toString());
                if (pid != ProcessHandle.current().pid() && belongs(entry, process.pid(), id)) {
                    ProcessHandle.of(pid).filter(ProcessHandle::isAlive).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            process.descendants().forEach(found::add);
            found.add(process.toHandle());
            found.removeIf(p -> !p.isAlive());
        }
        return found;
    }

    /** proc_pid_stat(5): state and session are the third and sixth fields; the name before them may hold anything. */
    private static boolean belongs(Path entry, long session, String id) {
        try {
            String stat = Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            boolean zombie = fields[0].equals("Z") || fields[0].equals("X");
            if (zombie) {
                return false;
            }
            return Long.parseLong(fields[3]) == session
                    || environment(entry)
                            .filter(e -> e.contains(MARKER + "=" + id))
                            .isPresent();
        } catch (IOException | RuntimeException e) {
            // It has ended meanwhile.
            return false;
        }
    }

    private static Optional<String> environment(Path entry) {
        try {
            return Optional.of(Files.readString(entry.resolve("environ"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
