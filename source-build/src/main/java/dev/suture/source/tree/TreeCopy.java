package dev.suture.source.tree;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Copies a source tree with times, rights and links, but without what a former build left in it: objects would look up
 * to date, and build folders of CMake and Meson lead back to the tree they were made in. Where the file system can
 * share the contents of copies, it does.
 */
public final class TreeCopy extends SimpleFileVisitor<Path> {
    private final Path from;
    private final Path to;
    private final BuildProducts products;
    private final BooleanSupplier cancelled;
    private FileTime newest = FileTime.fromMillis(0);

    private TreeCopy(Path from, Path to, BuildProducts products, BooleanSupplier cancelled) {
        this.from = from;
        this.to = to;
        this.products = products;
        this.cancelled = cancelled;
    }

    /**
     * Copies.
     *
     * @param from a folder; nothing in it is changed
     * @param to does not exist yet
     * @return when the newest file that was copied was written
     * @throws CancellationException if nobody wants it any more
     */
    public static FileTime copy(Path from, Path to, BooleanSupplier cancelled) throws IOException {
        Path real = from.toRealPath();
        TreeCopy copy = new TreeCopy(real, to, BuildProducts.of(real), cancelled);
        Files.createDirectories(to);
        Files.walkFileTree(real, copy);
        return copy.newest;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
        if (folder.equals(from)) {
            return FileVisitResult.CONTINUE;
        }
        // A work folder inside the tree must not be copied into itself.
        if (to.startsWith(folder) || products.isBuildFolder(folder)) {
            return FileVisitResult.SKIP_SUBTREE;
        }
        Files.copy(folder, target(folder), StandardCopyOption.COPY_ATTRIBUTES);
        // A folder that may not be written to could not be filled.
        Files.setAttribute(target(folder), "unix:mode", (int) Files.getAttribute(folder, "unix:mode") | 0700);
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("copying the source tree was cancelled");
        }
        // Sockets, pipes and devices are no source.
        if (attributes.isOther() || attributes.isRegularFile() && products.isProduct(file)) {
            return FileVisitResult.CONTINUE;
        }
        Files.copy(file, target(file), StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
        if (attributes.isRegularFile() && attributes.lastModifiedTime().compareTo(newest) > 0) {
            newest = attributes.lastModifiedTime();
        }
        return FileVisitResult.CONTINUE;
    }

    private Path target(Path path) {
        return to.resolve(from.relativize(path).toString());
    }
}
