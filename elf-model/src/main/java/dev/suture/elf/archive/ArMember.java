package dev.suture.elf.archive;

import dev.suture.elf.ElfBytes;
import dev.suture.elf.ElfFile;

/**
 * One file of an archive.
 *
 * @param name its file name, without the archive's marks
 * @param offset byte offset of its contents in the archive
 * @param contents its bytes; errors name it {@code archive(member)} and count offsets from its start
 */
public record ArMember(String name, long offset, ElfBytes contents) {
    public long size() {
        return contents.size();
    }

    /** Whether it starts as an ELF file does. */
    public boolean isElf() {
        return contents.size() >= 4
                && contents.u8(0) == 0x7f
                && contents.u8(1) == 'E'
                && contents.u8(2) == 'L'
                && contents.u8(3) == 'F';
    }

    /** @throws dev.suture.elf.ElfFormatException if it is no ELF64 file */
    public ElfFile elf() {
        return ElfFile.of(contents);
    }
}
