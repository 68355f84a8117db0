package dev.suture.nativebridge;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.unwind.UnwindTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The unwind tables of files, read once for all processes that map them and kept as long as there is memory for it. Safe
 * for use by several threads; to be shared where many processes are looked at.
 */
public final class UnwindFiles {
    private final Map<Key, SoftReference<Loaded>> known = new ConcurrentHashMap<>();

    /** A file as it is now: one that is written anew is another. */
    private record Key(Object device, Object inode, Object size, Object modified) {}

    /**
     * @param table empty if the file has none that can be read
     * @param rows what was needed of it so far
     */
    record Loaded(ElfFile file, Optional<UnwindTable> table, KnownRows rows, Symbols symbols) {}

    /**
     * What a process has mapped.
     *
     * @return empty if the file cannot be read or is no ELF file
     */
    Optional<Loaded> load(LinuxProcess process, MemoryMapping mapping) {
        try {
            Path path = process.fileOf(mapping);
            Map<String, Object> attributes = Files.readAttributes(path, "unix:dev,ino,size,lastModifiedTime");
            Key key = new Key(
                    attributes.get("dev"),
                    attributes.get("ino"),
                    attributes.get("size"),
                    attributes.get("lastModifiedTime"));
            SoftReference<Loaded> reference = known.get(key);
            Loaded loaded = reference == null ? null : reference.get();
            if (loaded == null) {
                loaded = load(ElfFile.open(mapping.path(), path), Path.of(mapping.path()));
                known.put(key, new SoftReference<>(loaded));
            }
            return Optional.of(loaded);
        } catch (ElfFormatException
                | IOException
                | UncheckedIOException
                | InvalidPathException
                | ProcessAccessException e) {
            return Optional.empty(); // code without records: it is not unwound
        }
    }

    static Loaded load(ElfFile file, Path path) {
        Optional<UnwindTable> table;
        try {
            table = UnwindTable.resident(file);
        } catch (ElfFormatException e) {
            table = Optional.empty();
        }
        return new Loaded(file, table, new KnownRows(), Symbols.of(file, path));
    }
}
