package dev.suture.source.trace;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs a command of a build to its end, in a session of its own, with its output in a file. When it ends, and when
 * nobody wants it any more, nothing of it is left running: not even what left its parent and its session behind.
 */
public final class BuildProcess {
    private static final Duration POLL = Duration.ofMillis(50);

    private final Path log;
    private final Progress progress;

    /**
     * @param log output is appended to it; what runs is noted in a folder beside it
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
        builder.environment().put(StartedProcesses.MARKER, id);
        Path note = running(log.toAbsolutePath().getParent()).resolve(id);
        Files.createDirectories(note.getParent());
        Files.createFile(note);
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
            StartedProcesses started = new StartedProcesses(id, OptionalLong.of(process.pid()));
            if (ended) {
                started.end();
            } else {
                started.askToEnd();
            }
            Files.deleteIfExists(note);
        }
        return new Result(process.exitValue(), Duration.ofNanos(System.nanoTime() - start), from);
    }

    private static Path running(Path folder) {
        return folder.resolve("running");
    }

    /**
     * Ends what a former run left running that was itself killed and could not: it would go on writing where the next run
     * works.
     *
     * @param folder the one that holds the logs
     */
    public static void endFormer(Path folder) throws IOException {
        if (Files.isDirectory(running(folder))) {
            try (DirectoryStream<Path> notes = Files.newDirectoryStream(running(folder))) {
                for (Path note : notes) {
                    String id = note.getFileName().toString();
                    new StartedProcesses(id, OptionalLong.empty()).askToEnd();
                    Files.delete(note);
                }
            }
        }
    }

    public static PatchException cancelled() {
        return new PatchException(
                PatchException.Kind.TROUBLE,
                "cancelled",
                "The build was cancelled; nothing of it runs any more.",
                "Run it again; with the same --work folder it goes on from where it was.");
    }
}
