package dev.suture.pack;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The files of a package one after the other, {@code package.json} first and its signature, if there is one, second. Both
 * kinds refuse what is no plain file.
 */
sealed interface PackageEntries extends Closeable permits FolderEntries, ArchiveEntries {
    /**
     * One file.
     *
     * @param path as it stands in the package; not checked yet
     * @param size in bytes, as the package says; {@code contents} has as many
     * @param contents to be read before the next entry is asked for
     */
    record Entry(String path, long size, InputStream contents) {}

    /** The next one; none at the end. */
    Optional<Entry> next() throws IOException;

    /** What {@code package.json} says has been read and found sound: no more than this may follow. */
    void expect(PackageManifest manifest);
}
