package dev.suture.pack;

import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Makes patch packages: the same contents, key and time give the same bytes. All methods throw {@link PatchException};
 * what they write is there when it is whole, or not at all.
 */
public final class PackageWriter {
    /** How the name of an archive ends. */
    public static final String ARCHIVE_SUFFIX = ".tar.zst";

    private final Optional<PrivateKey> key;
    private final Instant time;

    /**
     * @param key to sign with
     * @param time what archives record as the time of their files; whole seconds count
     */
    public PackageWriter(Optional<PrivateKey> key, Instant time) {
        this.key = key;
        this.time = time;
    }

    /** Makes a package: an archive if the name ends so, else a folder, which must not exist or be empty. */
    public PackageReader.Read write(PackageContents contents, Path output) {
        try (TemporaryFolder staging = new TemporaryFolder()) {
            VerifiedPackage made = writeInto(contents, staging.path());
            made.writeTo(output, time);
            return new PackageReader.Read(made.manifest(), made.signature());
        }
    }

    /**
     * Finds out before long work whether a package could be written.
     *
     * @throws PatchException if the name is taken, or its folder may not be written to
     */
    public static void requireWritable(Path output) {
        try {
            Outputs.requireFree(output, !PackageArchive.isNamedSo(output));
        } catch (IOException e) {
            throw Outputs.unwritable(output, e);
        }
    }

    /** Makes a package in an empty folder, for whoever goes on working with it. */
    public VerifiedPackage writeInto(PackageContents contents, Path folder) {
        return fill(new PackageDraft(contents), folder);
    }

    private VerifiedPackage fill(PackageDraft draft, Path folder) {
        byte[] json = ManifestJson.write(draft.manifest());
        try {
            Files.write(folder.resolve(PackagePath.MANIFEST), json);
            if (key.isPresent()) {
                Files.write(folder.resolve(PackagePath.SIGNATURE), Signatures.sign(key.get(), json));
            }
            for (Map.Entry<String, byte[]> file : draft.files().entrySet()) {
                Path path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        } catch (IOException e) {
            throw Outputs.unwritable(folder, e);
        }
        return new VerifiedPackage(
                draft.manifest(), key.isPresent() ? SignatureState.VALID : SignatureState.UNSIGNED, folder);
    }
}
