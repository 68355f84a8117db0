package dev.suture.source;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import dev.suture.source.trace.BuildProcess;
import dev.suture.source.tree.TreeCopy;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** A source tree of somebody's own. */
final class TreeProvider implements SourceProvider {
    private final Path folder;
    private final SourceBuildRequest request;

    TreeProvider(Path folder, SourceBuildRequest request) {
        this.folder = folder;
        this.request = request;
        if (!Files.isDirectory(folder)) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "source-missing",
                    "There is no source folder %s.".formatted(folder),
                    "Give the top folder of the sources that the target was built from.");
        }
    }

    @Override
    public String fingerprint() throws IOException {
        Digest digest = new Digest();
        Path real = folder.toRealPath();
        digest.add(real.toString());
        Files.walkFileTree(real, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path inside, BasicFileAttributes attributes) {
                // A work folder below the tree changes with every run, and so does what git keeps for itself.
                boolean foreign = inside.endsWith(".git")
                        || request.work()
                                .map(w -> inside.equals(w.toAbsolutePath().normalize()))
                                .orElse(false);
                return foreign ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                digest.add("%s %d %s".formatted(file, attributes.size(), attributes.lastModifiedTime()));
                return FileVisitResult.CONTINUE;
            }
        });
        return digest.hex();
    }

    @Override
    public Path fetch(Path trees, Progress progress) throws IOException {
        progress.step("Copying %s; nothing in it is changed".formatted(folder));
        Path tree = trees.resolve(folder.toRealPath().getFileName().toString());
        try {
            TreeCopy.copy(folder, tree, progress::cancelled);
        } catch (CancellationException e) {
            throw BuildProcess.cancelled();
        }
        return tree;
    }

    @Override
    public Path patch(Path tree, Path named) {
        return named;
    }

    @Override
    public PreparedTree prepare(Path tree) throws IOException {
        return new PreparedTree(
                tree, BuildCommands.of(tree, request), Map.of(), Optional.of(folder.toRealPath()), List.of());
    }
}
