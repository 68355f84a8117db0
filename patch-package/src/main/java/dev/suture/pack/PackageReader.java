package dev.suture.pack;

import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Optional;

/**
 * Reads patch packages. Every file is compared with the size and the digest that {@code package.json} gives before
 * anybody gets to see it; nothing that {@code package.json} does not list is written anywhere. All methods throw
 * {@link PatchException}: TROUBLE for what is missing or broken, REFUSED for what does not fit its digest or signature, or
 * has no business in a package.
 */
public final class PackageReader {
    private static final int ZSTD_MAGIC = 0xfd2fb528; // RFC 8878, little-endian

    private final Optional<PublicKey> key;

    /** @param key if given, packages without a signature that fits it are refused */
    public PackageReader(Optional<PublicKey> key) {
        this.key = key;
    }

    /** Whether this is a folder with a {@code package.json}, or a file that is compressed as packages are. */
    public static boolean recognises(Path path) {
        if (Files.isDirectory(path)) {
            return Files.exists(path.resolve(PackagePath.MANIFEST));
        }
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream file = Files.newInputStream(path)) {
            byte[] magic = file.readNBytes(4);
            return magic.length == 4
                    && ByteBuffer.wrap(magic).order(ByteOrder.LITTLE_ENDIAN).getInt() == ZSTD_MAGIC;
        } catch (IOException e) {
            return false;
        }
    }

    /** What {@link #read} finds. */
    public record Read(PackageManifest manifest, SignatureState signature) {}

    /**
     * What the {@code package.json} of a folder says, with nothing checked but that it is one: enough to list packages, not
     * to use them.
     */
    public static PackageManifest peek(Path folder) {
        Path json = folder.resolve(PackagePath.MANIFEST);
        try (InputStream file = Files.newInputStream(json)) {
            byte[] bytes = file.readNBytes(ManifestReader.MOST_BYTES + 1);
            if (bytes.length > ManifestReader.MOST_BYTES) {
                throw PackageFault.tooLarge(folder, "its package.json is too long");
            }
            return new ManifestReader(folder).read(bytes);
        } catch (IOException e) {
            throw PackageFault.unreadable(folder, e);
        }
    }

    /** Checks all of a package, and keeps nothing of it. */
    public Read read(Path origin) {
        return read(origin, new Keep.Nothing());
    }

    /**
     * Checks all of a package and writes what it holds into a folder, which must be empty. If this throws, the folder
     * holds files that must not be used.
     */
    public VerifiedPackage unpack(Path origin, Path folder) {
        Read read = read(origin, new Keep.Folder(folder));
        return new VerifiedPackage(read.manifest(), read.signature(), folder);
    }

    private Read read(Path origin, Keep keep) {
        try (PackageEntries entries = open(origin)) {
            return new PackageReading(origin, entries, keep, key).run();
        } catch (IOException e) {
            throw PackageFault.unreadable(origin, e);
        }
    }

    private static PackageEntries open(Path origin) throws IOException {
        if (Files.isDirectory(origin)) {
            return new FolderEntries(origin);
        }
        if (Files.notExists(origin)) {
            throw new NoSuchFileException(origin.toString());
        }
        if (!recognises(origin)) {
            throw Files.isReadable(origin)
                    ? PackageFault.malformed(origin, "it is neither a folder nor compressed with zstd")
                    : PackageFault.unreadable(origin, new AccessDeniedException(origin.toString()));
        }
        return new ArchiveEntries(origin);
    }
}
