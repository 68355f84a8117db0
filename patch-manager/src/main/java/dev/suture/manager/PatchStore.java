package dev.suture.manager;

import dev.suture.manager.durable.DurableFile;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchInfo;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The patches kept on this machine. Each has a folder named by its UUID with its own copy of the patch file and a
 * {@code patch.json}; an entry exists once its JSON does, so a crash while adding leaves nothing that counts.
 */
final class PatchStore {
    private static final String JSON_NAME = "patch.json";
    private static final String WANTED_NAME = "wanted.json";
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Path root;

    /** @param root its folder; made when the first patch is added */
    PatchStore(Path root) {
        this.root = root.toAbsolutePath();
    }

    Path root() {
        return root;
    }

    /** Whether anything was ever put into it. */
    boolean exists() {
        return Files.isDirectory(root);
    }

    /** What the store holds. */
    record Contents(List<StoredPatch> patches, List<StoreProblem> problems) {}

    /** Everything, by when it was added; broken entries among the problems. */
    Contents read() {
        List<StoredPatch> patches = new ArrayList<>();
        List<StoreProblem> problems = new ArrayList<>();
        for (Path folder : folders()) {
            try {
                readEntry(folder, patches);
            } catch (IOException e) {
                problems.add(new StoreProblem(
                        folder,
                        "The stored patch in %s cannot be read: %s."
                                .formatted(folder, oneLine(e).replaceFirst("\\.$", "")),
                        e instanceof NewerVersionException
                                ? "Use the Suture that wrote it."
                                : "Delete that folder and add the patch file again."));
            }
        }
        patches.sort(Comparator.comparing(StoredPatch::added).thenComparing(StoredPatch::label));
        return new Contents(List.copyOf(patches), List.copyOf(problems));
    }

    private List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(patchesFolder(), Files::isDirectory)) {
            stream.forEach(folders::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | DirectoryIteratorException e) {
            throw trouble("store-unreadable", "The store %s cannot be read: %s.".formatted(root, oneLine(e)), e);
        }
        return folders;
    }

    private static void readEntry(Path folder, List<StoredPatch> patches) throws IOException {
        Path json = folder.resolve(JSON_NAME);
        if (Files.notExists(json)) {
            return; // Adding it was never finished.
        }
        StoreEntry entry = StoreEntry.fromJson(Files.readAllBytes(json));
        if (!entry.info().id().equals(folder.getFileName().toString())) {
            throw new IOException(
                    "its JSON is of patch %s".formatted(entry.info().id()));
        }
        Path file = folder.resolve(entry.file());
        if (!file.getParent().equals(folder) || !Files.isRegularFile(file)) {
            throw new IOException("its patch file %s is missing".formatted(entry.file()));
        }
        patches.add(entry.patch(file));
    }

    /** Copies a patch file into the store. */
    StoredPatch add(Path patchFile, PatchInfo info, Optional<PackageOrigin> origin) {
        if (!UUID.matcher(info.id()).matches()) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "bad-patch-id",
                    "Patch %s carries the id '%s', which is no UUID.".formatted(patchFile, info.id()),
                    "Build it again.");
        }
        try {
            Path folder = patchesFolder().resolve(info.id());
            DurableFile.createFolder(folder);
            byte[] contents = Files.readAllBytes(patchFile);
            Path copy = folder.resolve("patch." + info.kind());
            String added = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
            StoreEntry entry = new StoreEntry(
                    StoreEntry.SCHEMA_VERSION,
                    copy.getFileName().toString(),
                    sha256(contents),
                    added,
                    info,
                    origin.orElse(null));
            DurableFile.write(copy, contents);
            DurableFile.write(folder.resolve(JSON_NAME), entry.toJson());
            DurableFile.sync(patchesFolder());
            return entry.patch(copy);
        } catch (IOException e) {
            throw trouble(
                    "store-unwritable",
                    "Patch %s cannot be put into the store %s: %s.".formatted(patchFile, root, oneLine(e)),
                    e);
        }
    }

    /** Notes another package as the one a stored patch came in. */
    StoredPatch setOrigin(StoredPatch patch, PackageOrigin origin) {
        try {
            Path json = patch.file().resolveSibling(JSON_NAME);
            StoreEntry entry = StoreEntry.fromJson(Files.readAllBytes(json)).withOrigin(Optional.of(origin));
            DurableFile.write(json, entry.toJson());
            return entry.patch(patch.file());
        } catch (IOException e) {
            throw trouble(
                    "store-unwritable",
                    "The entry of %s in the store %s cannot be written: %s.".formatted(patch.label(), root, oneLine(e)),
                    e);
        }
    }

    /** What {@link #setWanted} wrote; empty if nothing, or if the patch is not in this store. */
    Optional<byte[]> wanted(StoredPatch patch) throws IOException {
        if (!holds(patch)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(patch.file().resolveSibling(WANTED_NAME)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Whether the patch's file is this store's copy. */
    boolean holds(StoredPatch patch) {
        return patch.file().startsWith(patchesFolder());
    }

    /** Keeps what is wanted of a stored patch. */
    void setWanted(StoredPatch patch, WantedEntry entry) {
        try {
            DurableFile.write(patch.file().resolveSibling(WANTED_NAME), entry.toJson());
        } catch (IOException e) {
            throw trouble(
                    "store-unwritable",
                    "What is wanted of %s cannot be written into the store %s: %s."
                            .formatted(patch.label(), root, oneLine(e)),
                    e);
        }
    }

    /** @throws PatchException if the stored copy is no longer what was added: it must not get into a process */
    void checkUntouched(StoredPatch patch) {
        try {
            StoreEntry entry =
                    StoreEntry.fromJson(Files.readAllBytes(patch.file().resolveSibling(JSON_NAME)));
            if (entry.sha256().equals(sha256(Files.readAllBytes(patch.file())))) {
                return;
            }
        } catch (IOException e) {
            throw trouble(
                    "store-unreadable",
                    "The stored copy of %s cannot be read: %s.".formatted(patch.label(), oneLine(e)),
                    e);
        }
        throw new PatchException(
                Kind.REFUSED,
                "stored-patch-altered",
                "The stored copy of %s (%s) is not the file that was added.".formatted(patch.label(), patch.file()),
                "Forget the patch and add the original file again.");
    }

    /** Takes a patch out; its JSON goes first, so that a crash leaves no half entry. */
    void delete(StoredPatch patch) {
        try {
            Path folder = patch.file().getParent();
            Files.deleteIfExists(folder.resolve(JSON_NAME));
            DurableFile.sync(folder);
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
            DurableFile.sync(patchesFolder());
        } catch (IOException e) {
            throw trouble(
                    "store-unwritable",
                    "Patch %s cannot be taken out of the store %s: %s.".formatted(patch.label(), root, oneLine(e)),
                    e);
        }
    }

    /** Deletes what writers that died have left; the store is locked by the caller. */
    void deleteLeftovers() {
        try {
            DurableFile.deleteLeftovers(root);
            for (Path folder : folders()) {
                DurableFile.deleteLeftovers(folder);
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw trouble(
                    "store-unwritable",
                    "What was left in the store %s cannot be deleted: %s.".formatted(root, oneLine(e)),
                    e);
        }
    }

    private Path patchesFolder() {
        return root.resolve("patches");
    }

    private static String sha256(byte[] contents) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(contents));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What an I/O failure says, without the source excerpts a JSON parser adds. */
    static String oneLine(Exception e) {
        String text = e instanceof com.fasterxml.jackson.core.JsonProcessingException json
                ? json.getOriginalMessage()
                : e.getClass() == IOException.class
                        ? e.getMessage()
                        : e.getClass().getSimpleName() + " " + e.getMessage();
        return String.valueOf(text).lines().findFirst().orElse("").strip();
    }

    private static PatchException trouble(String id, String message, Exception cause) {
        return new PatchException(
                Kind.TROUBLE,
                id,
                message,
                "Check the folder's rights and free space, or name another store in SUTURE_HOME.",
                cause);
    }
}
