package dev.suture.elf.dwarf;

import dev.suture.elf.ElfBytes;
import dev.suture.elf.ElfFile;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * The section {@code .gnu_debuglink}: the name of the separate debug file and a checksum of all of it (GDB manual,
 * "Separate Debug Files").
 *
 * @param crc CRC-32 as in ISO 3309
 */
public record DebugLink(String fileName, long crc) {
    /** The link of a file; empty if it has none. */
    public static Optional<DebugLink> of(ElfFile file) {
        return file.section(".gnu_debuglink").map(section -> {
            ElfBytes contents = section.contents();
            long end = contents.endOfString(0) + 1;
            return new DebugLink(contents.string(0), contents.u32((end + 3) & ~3L));
        });
    }

    /** Whether a file is the one that is meant; reads all of it. */
    boolean matches(ElfFile candidate) {
        CRC32 computed = new CRC32();
        candidate.bytes().buffers().forEach(computed::update);
        return computed.getValue() == crc;
    }
}
