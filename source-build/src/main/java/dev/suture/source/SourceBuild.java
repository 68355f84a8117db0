package dev.suture.source;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * Builds a source without and with patches, its compiler traced, and says which objects of which target the patches
 * change.
 */
public final class SourceBuild {
    private SourceBuild() {}

    /**
     * Builds, and hands what was built to a function. Without a work folder of the request's own everything is in a
     * temporary one, which is gone once the function returns, and stays where something failed, for its log.
     *
     * @throws PatchException TROUBLE if the source, a patch, the compiler or the build fails, there is no space left, or
     *     somebody cancelled; REFUSED if what was built cannot be made a hot patch of
     */
    public static <T> T run(SourceBuildRequest request, Progress progress, Function<SourceBuildResult, T> use) {
        try {
            Path place = request.work().isPresent() ? request.work().get() : Files.createTempDirectory("suture-build-");
            T result;
            boolean worthless = false;
            try (BuildFolder folder = BuildFolder.open(place)) {
                result = use.apply(new BuildStages(folder, request, BuildWatch.of(progress)).run());
            } catch (PatchException e) {
                // A log of what failed is worth keeping; there is none where nothing was run yet.
                worthless = e.id().equals("cancelled") || !Files.exists(place.resolve("build.log"));
                throw e;
            } finally {
                if (worthless && request.work().isEmpty()) {
                    BuildFolder.delete(place);
                }
            }
            if (request.work().isEmpty()) {
                BuildFolder.delete(place);
            }
            return result;
        } catch (IOException e) {
            throw failure(e, request);
        } catch (UncheckedIOException e) {
            throw failure(e.getCause(), request);
        }
    }

    private static PatchException failure(IOException e, SourceBuildRequest request) {
        String reason = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        String where = request.work().map(Path::toString).orElse(System.getProperty("java.io.tmpdir"));
        if (reason != null && (reason.contains("No space left on device") || reason.contains("Disk quota exceeded"))) {
            return new PatchException(
                    PatchException.Kind.TROUBLE,
                    "no-space",
                    "There is no space left in %s for the build.".formatted(where),
                    "Make room, or name a --work folder on a file system that has some.",
                    e);
        }
        return new PatchException(
                PatchException.Kind.TROUBLE,
                "work-folder-unusable",
                "Working in %s failed: %s".formatted(where, e),
                "Check the folder, its rights and the free space, or name another with --work.",
                e);
    }

    /** A name below a folder for a file that may lie anywhere. */
    static String insideName(String file) {
        return file.startsWith("/") ? "outside" + file : file;
    }
}
