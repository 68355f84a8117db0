package dev.suture.source;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/** The folder that a source build works in, and how far it has come there. One build works in it at a time. */
final class BuildFolder implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Path root;
    private final FileChannel channel;
    private final FileLock lock;

    private BuildFolder(Path root, FileChannel channel, FileLock lock) {
        this.root = root;
        this.channel = channel;
        this.lock = lock;
    }

    /** @throws PatchException TROUBLE if another build works in it, or it holds something else */
    static BuildFolder open(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path root = folder.toRealPath();
        if (!Files.exists(root.resolve("lock")) && !isEmpty(root)) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "work-folder-taken",
                    "The folder %s holds something else.".formatted(root),
                    "Name an empty or new folder with --work, or one of a former build.");
        }
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Optional<FileLock> lock = tryLock(channel);
        if (lock.isEmpty()) {
            channel.close();
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "work-folder-busy",
                    "Another build works in %s.".formatted(root),
                    "Wait for it to end, or name another folder with --work.");
        }
        return new BuildFolder(root, channel, lock.get());
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (java.nio.channels.OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    Path root() {
        return root;
    }

    Path log() {
        return root.resolve("build.log");
    }

    /** Holds the tree, under its own name. */
    Path trees() {
        return root.resolve("tree");
    }

    Path tools() {
        return root.resolve("tools");
    }

    /** Where the wrapper records; a link to the records of one phase. */
    Path currentRecords() {
        return root.resolve("records");
    }

    /** What each object depends on, by the name of its compilation's record. */
    Path dependencies() {
        return root.resolve("dependencies");
    }

    Path records(Phase phase) {
        return root.resolve("records-" + phase.label());
    }

    /** Copies of objects that were built, by name. */
    Path objects(Phase phase) {
        return root.resolve("objects-" + phase.label());
    }

    /** Objects made again that the build itself did not keep. */
    Path madeAgain(Phase phase) {
        return root.resolve("made-again-" + phase.label());
    }

    /** Copies of the linked files of the base build. */
    Path linked() {
        return root.resolve("linked");
    }

    Path pairs() {
        return root.resolve("pairs");
    }

    Path originals() {
        return root.resolve("originals");
    }

    Path scratch() {
        return root.resolve("scratch");
    }

    Path download() {
        return root.resolve("download");
    }

    /** Has the wrapper record in the folder of a phase. */
    void recordIn(Phase phase) throws IOException {
        Files.createDirectories(records(phase));
        Path link = root.resolve("records.new");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, records(phase).getFileName());
        Files.move(link, currentRecords(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** How far a former run came; a new one's beginning if there is none, or it was written by another version. */
    BuildState state() throws IOException {
        Path file = root.resolve("state.json");
        if (!Files.exists(file)) {
            return BuildState.START;
        }
        try {
            BuildState state = JSON.readValue(file.toFile(), BuildState.class);
            return state.schemaVersion() == BuildState.SCHEMA_VERSION ? state : BuildState.START;
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            return BuildState.START;
        }
    }

    void write(BuildState state) throws IOException {
        Path part = root.resolve("state.json.part");
        try (FileChannel out = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            out.write(java.nio.ByteBuffer.wrap(JSON.writeValueAsBytes(state)));
            out.force(true);
        }
        Files.move(
                part, root.resolve("state.json"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes what former runs left, but for what was downloaded and the log. */
    void clear() throws IOException {
        Files.deleteIfExists(root.resolve("state.json"));
        for (Path folder : List.of(
                trees(),
                tools(),
                dependencies(),
                records(Phase.BASE),
                records(Phase.PATCHED),
                objects(Phase.BASE),
                objects(Phase.PATCHED),
                madeAgain(Phase.BASE),
                madeAgain(Phase.PATCHED),
                linked(),
                pairs(),
                originals(),
                root.resolve(originals().getFileName() + ".part"),
                scratch())) {
            delete(folder);
        }
    }

    /** Removes everything, the folder included. */
    void discard() throws IOException {
        delete(root);
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path emptied, IOException failure) throws IOException {
                Files.delete(emptied);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        lock.close();
        channel.close();
    }
}
