package dev.suture.elf;

/**
 * A section to be written, with its header fields as they go into the file ({@link Section} explains them).
 *
 * @param contents the bytes; empty for {@link Section#NOBITS}
 * @param size {@code sh_size}: of the contents, or of the zero bytes in memory for {@link Section#NOBITS}
 */
public record RawSection(
        String name,
        int type,
        long flags,
        long alignment,
        long entrySize,
        byte[] contents,
        long size,
        int link,
        int info) {
    /** A string table. */
    static RawSection strings(String name, byte[] contents) {
        return new RawSection(name, Section.STRTAB, 0, 1, 0, contents, contents.length, 0, 0);
    }

    /** The same with other contents. */
    public RawSection withContents(byte[] replaced) {
        return new RawSection(name, type, flags, alignment, entrySize, replaced, replaced.length, link, info);
    }

    /** The same with other references to sections or symbols. */
    public RawSection withLinks(int newLink, int newInfo) {
        return new RawSection(name, type, flags, alignment, entrySize, contents, size, newLink, newInfo);
    }
}
