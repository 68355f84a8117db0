package dev.suture.source;

import dev.suture.source.trace.BuildProcess;
import dev.suture.source.trace.Compilation;
import dev.suture.source.trace.CompilerTrace;
import dev.suture.source.trace.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs the commands of a tree with the compiler traced. */
final class TracedTree {
    private final BuildFolder folder;
    private final PreparedTree prepared;
    private final CompilerTrace trace;
    private final BuildWatch progress;

    TracedTree(BuildFolder folder, PreparedTree prepared, CompilerTrace trace, BuildWatch progress) {
        this.folder = folder;
        this.prepared = prepared;
        this.trace = trace;
        this.progress = progress;
    }

    /**
     * Runs a shell command in the tree.
     *
     * @param what it is, for people
     * @throws dev.suture.plugin.PatchException TROUBLE if it fails, with its own first error
     */
    Duration run(Phase phase, String what, String command) throws IOException {
        folder.recordIn(phase);
        forgetUnfinished(phase);
        Files.writeString(
                folder.log(),
                "=== %s: %s\n".formatted(what, command),
                java.nio.file.StandardOpenOption.CREATE,
                java.nio.file.StandardOpenOption.APPEND);
        BuildProcess.Result result = new BuildProcess(folder.log(), progress)
                .run(
                        trace.command(command),
                        prepared.tree(),
                        this::enter,
                        () -> progress.done(Recording.count(folder.records(phase)), 0));
        if (result.status() != 0) {
            throw BuildFailure.of(what, command, result, folder.log(), progress);
        }
        return result.took();
    }

    private void enter(Map<String, String> environment) {
        trace.addTo(environment);
        // Messages in English, for their first error to be found; and no repository around the folder is asked.
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("GIT_CEILING_DIRECTORIES", prepared.tree().getParent().toString());
        environment.put("GIT_OPTIONAL_LOCKS", "0");
        environment.putAll(prepared.environment());
    }

    /** A compilation that was cut off may have left half an object, which looks up to date. */
    private void forgetUnfinished(Phase phase) throws IOException {
        for (Compilation call : Recording.read(folder.records(phase))) {
            if (call.status().isEmpty()) {
                for (Path object : call.expanded().objectsMade(call.directory())) {
                    Files.deleteIfExists(object);
                }
                call.expanded().output().map(o -> call.directory().resolve(o)).ifPresent(o -> deleteFile(o));
            }
        }
    }

    private static void deleteFile(Path file) {
        try {
            if (Files.isRegularFile(file)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * Compiles once more as recorded, with other arguments.
     *
     * @param what it is, for people
     * @throws dev.suture.plugin.PatchException TROUBLE if it fails, with its own first error
     */
    void repeat(Compilation call, List<String> arguments, String what) throws IOException {
        List<String> words = new ArrayList<>();
        words.add(trace.programFor(call).toString());
        words.addAll(arguments);
        String compile = words.stream().map(TracedTree::quote).collect(Collectors.joining(" "));
        // A log of its own: others may compile at the same time.
        Path output = Files.createTempFile(folder.root(), "repeat-", ".log");
        BuildProcess.Result result = new BuildProcess(output, progress)
                .run(
                        trace.command("cd %s && exec %s"
                                .formatted(quote(call.directory().toString()), compile)),
                        prepared.tree(),
                        this::enter,
                        () -> {});
        if (result.status() != 0) {
            throw BuildFailure.of(what, compile, keep(what, compile, output, result), folder.log(), progress);
        }
        Files.delete(output);
    }

    /** Puts what was printed beside all the rest, for whoever reads the log of the build. */
    private BuildProcess.Result keep(String what, String command, Path output, BuildProcess.Result result)
            throws IOException {
        String head = "=== %s: %s\n".formatted(what, command);
        byte[] printed = Files.readAllBytes(output);
        synchronized (folder) {
            long from = Files.exists(folder.log()) ? Files.size(folder.log()) : 0;
            Files.writeString(
                    folder.log(),
                    head,
                    java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND);
            Files.write(folder.log(), printed, java.nio.file.StandardOpenOption.APPEND);
            Files.delete(output);
            return new BuildProcess.Result(
                    result.status(), result.took(), from + head.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
