package dev.suture.elf;

/**
 * One entry of the section header table (ELF gABI, "Sections"), with a lazy view on its contents.
 *
 * @param index its place in the section header table
 * @param name its name
 * @param type {@code sh_type}
 * @param flags {@code sh_flags}
 * @param address address in memory of an allocated section of a linked file, else 0
 * @param offset byte offset of the contents in the file
 * @param size size of the contents in bytes (in memory for {@link #NOBITS})
 * @param link {@code sh_link}
 * @param info {@code sh_info}
 * @param alignment required alignment in bytes; 0 and 1 both mean none
 * @param entrySize size of one entry in bytes, 0 if the section is no table
 * @param contents the bytes; an empty window for {@link #NOBITS}
 */
public record Section(
        int index,
        String name,
        int type,
        long flags,
        long address,
        long offset,
        long size,
        int link,
        int info,
        long alignment,
        long entrySize,
        ElfBytes contents) {
    public static final int NULL = 0;
    public static final int PROGBITS = 1;
    public static final int SYMTAB = 2;
    public static final int STRTAB = 3;
    public static final int RELA = 4;
    public static final int HASH = 5;
    public static final int DYNAMIC = 6;
    public static final int NOTE = 7;
    public static final int NOBITS = 8;
    public static final int REL = 9;
    public static final int DYNSYM = 11;
    public static final int INIT_ARRAY = 14;
    public static final int FINI_ARRAY = 15;
    public static final int PREINIT_ARRAY = 16;
    public static final int GROUP = 17;
    public static final int SYMTAB_SHNDX = 18;

    /** SHT_X86_64_UNWIND: what some tools give {@code .eh_frame} instead of {@link #PROGBITS} (psABI, AMD64). */
    public static final int X86_64_UNWIND = 0x70000001;

    public static final int GNU_VERDEF = 0x6ffffffd;
    public static final int GNU_VERNEED = 0x6ffffffe;
    public static final int GNU_VERSYM = 0x6fffffff;

    public static final long WRITE = 0x1;
    public static final long ALLOC = 0x2;
    public static final long EXEC = 0x4;
    public static final long MERGE = 0x10;
    public static final long STRINGS = 0x20;
    public static final long INFO_LINK = 0x40;
    public static final long LINK_ORDER = 0x80;
    public static final long GROUPED = 0x200;
    public static final long TLS = 0x400;
    public static final long COMPRESSED = 0x800;

    /** Whether all of the given flag bits are set. */
    public boolean has(long flagBits) {
        return (flags & flagBits) == flagBits;
    }

    public boolean isCode() {
        return has(ALLOC | EXEC);
    }

    /** Allocated, not code: the section holds data. */
    public boolean isData() {
        return has(ALLOC) && !has(EXEC) && type != NOTE;
    }

    /** Whether a NUL-terminated string table may be merged by the linker (ELF gABI, SHF_MERGE | SHF_STRINGS). */
    public boolean isMergeableStrings() {
        return has(MERGE | STRINGS);
    }

    /** The required alignment as a number one can divide by: at least 1. */
    public long effectiveAlignment() {
        return Math.max(1, alignment);
    }

    public boolean isRelocations() {
        return type == RELA || type == REL;
    }

    /** Whether {@link #decompressed} is more than {@link #contents}. */
    public boolean isCompressed() {
        return has(COMPRESSED) || Compression.isOldGnu(this);
    }

    /**
     * The contents as they were before compression (zlib, standard or {@code .zdebug_} form); the contents themselves if
     * they are not compressed. Decompresses anew at each call. The size is bounded by 64 times the stored bytes (or one
     * MiB), since it is only a promise in the file.
     *
     * @throws ElfFormatException if the header or the stream is malformed, or the compression is zstd
     */
    public ElfBytes decompressed() {
        if (has(COMPRESSED)) {
            return Compression.standard(this);
        }
        return Compression.isOldGnu(this) ? Compression.oldGnu(this) : contents;
    }
}
