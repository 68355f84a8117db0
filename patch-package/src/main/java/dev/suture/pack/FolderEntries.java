package dev.suture.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A package that is a folder. Links in it are not followed. */
final class FolderEntries implements PackageEntries {
    private final Path folder;
    private final Deque<String> open = new ArrayDeque<>();
    private InputStream current = InputStream.nullInputStream();

    FolderEntries(Path folder) throws IOException {
        this.folder = folder;
        List<String> paths = new ArrayList<>();
        collect(folder, "", paths);
        for (String first : List.of(PackagePath.MANIFEST, PackagePath.SIGNATURE)) {
            if (paths.remove(first)) {
                open.add(first);
            }
        }
        open.addAll(paths.stream().sorted().toList());
    }

    private void collect(Path where, String prefix, List<String> paths) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(where)) {
            for (Path file : files) {
                String path = prefix + file.getFileName();
                BasicFileAttributes attributes = attributes(file);
                if (attributes.isDirectory()) {
                    if (path.length() > PackagePath.LONGEST) {
                        throw PackageFault.path(folder, path);
                    }
                    collect(file, path + "/", paths);
                } else if (attributes.isRegularFile()) {
                    paths.add(path);
                } else {
                    throw PackageFault.notAFile(
                            folder, path, attributes.isSymbolicLink() ? "a link" : "a device, pipe or socket");
                }
                if (paths.size() > ManifestReader.MOST_FILES + 2) {
                    throw PackageFault.tooLarge(
                            folder, "it has more than %d files".formatted(ManifestReader.MOST_FILES));
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public Optional<Entry> next() throws IOException {
        current.close();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        String path = open.remove();
        Path file = folder.resolve(path);
        try {
            long size = attributes(file).size();
            current = Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(new Entry(path, size, current));
        } catch (NoSuchFileException e) {
            throw PackageFault.incomplete(folder, path);
        }
    }

    @Override
    public void expect(PackageManifest manifest) {}

    @Override
    public void close() throws IOException {
        current.close();
    }
}
