package dev.suture.source;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import dev.suture.source.trace.BuildProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Programs of the machine that bring or describe a source. */
final class MachineTool {
    private final Path log;
    private final Progress progress;

    /** @param log what they print is appended to it */
    MachineTool(Path log, Progress progress) {
        this.log = log;
        this.progress = progress;
    }

    /** How a program ended, and what it printed. */
    record Output(int status, String text) {
        boolean succeeded() {
            return status == 0;
        }
    }

    /**
     * Runs a program to its end, its messages in English; a log keeps what it prints.
     *
     * @throws PatchException TROUBLE {@code cancelled}
     */
    Output run(List<String> command, Path directory) throws IOException {
        BuildProcess.Result result =
                new BuildProcess(log, progress).run(command, directory, e -> e.put("LC_ALL", "C.UTF-8"), () -> {});
        byte[] all = Files.readAllBytes(log);
        int from = (int) Math.min(all.length, result.outputFrom());
        return new Output(result.status(), new String(all, from, all.length - from, StandardCharsets.UTF_8));
    }

    /** What a quick program prints on standard output; empty if it fails. */
    static String ask(List<String> command, Path directory, Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            return process.waitFor() == 0 ? text : "";
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw BuildProcess.cancelled();
        }
    }

    /** @throws PatchException TROUBLE naming the programs that are not on PATH */
    static void require(String purpose, String debianPackage, String... programs) {
        List<String> missing = java.util.Arrays.stream(programs)
                .filter(p -> java.util.Arrays.stream(
                                System.getenv().getOrDefault("PATH", "").split(":"))
                        .noneMatch(f -> Files.isExecutable(Path.of(f.isEmpty() ? "." : f, p))))
                .toList();
        if (!missing.isEmpty()) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "tool-missing",
                    "%s needs %s, which is not on PATH.".formatted(purpose, String.join(" and ", missing)),
                    "Install it; on Debian: apt-get install %s.".formatted(debianPackage));
        }
    }
}
