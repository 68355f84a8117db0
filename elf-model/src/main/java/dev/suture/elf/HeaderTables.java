package dev.suture.elf;

import java.util.ArrayList;
import java.util.List;

/** Reads the section header table and the program header table of a file; their counts are checked, never trusted. */
final class HeaderTables {
    static final int SECTION_HEADER = 64;
    static final int PROGRAM_HEADER = 56;
    /** {@code PN_XNUM}: the real number of program headers stands in section header 0. */
    private static final int MANY_SEGMENTS = 0xffff;

    private final ElfBytes bytes;
    private final ElfBytes nothing;
    /**
     * Characters that section names may still take. Names can share bytes of the string table (.rela.text and .text
     * do), so a malformed file could name each of its sections with nearly all of itself.
     */
    private long nameRoom;
    /** Bytes that contents of sections may still take; sound sections do not overlap at all. */
    private long contentRoom;

    HeaderTables(ElfBytes bytes) {
        this.bytes = bytes;
        this.nothing = bytes.slice(0, 0, "nothing");
        this.nameRoom = 4 * bytes.size();
        this.contentRoom = 4 * bytes.size();
    }

    List<Section> sections() {
        long tableAt = bytes.i64(40);
        if (tableAt == 0) {
            return List.of();
        }
        if (bytes.u16(58) != SECTION_HEADER) {
            throw bytes.error(58, "section headers of 64 bytes, found " + bytes.u16(58));
        }
        // gABI: counts that do not fit in 16 bits stand in section header 0 (sh_size, sh_link).
        ElfBytes first = bytes.slice(tableAt, SECTION_HEADER, "the first section header");
        long count = bytes.u16(60) != 0 ? bytes.u16(60) : first.i64(32);
        long namesIndex = bytes.u16(62) == Symbol.EXTENDED ? first.u32(40) : bytes.u16(62);
        if (count < 0 || count > (bytes.size() - tableAt) / SECTION_HEADER || count > Integer.MAX_VALUE - 16) {
            throw bytes.error(60, "%d section headers, but the file ends before that".formatted(count));
        }
        ElfBytes table = bytes.slice(tableAt, count * SECTION_HEADER, "the section header table");
        ElfBytes names = namesIndex == 0 ? nothing : names(table, namesIndex, count);
        List<Section> result = new ArrayList<>((int) count);
        for (int index = 0; index < count; index++) {
            result.add(section(table, index, names));
        }
        return List.copyOf(result);
    }

    private ElfBytes names(ElfBytes table, long index, long count) {
        if (index < 0 || index >= count) {
            throw bytes.error(62, "the section of section names, found index %d of %d".formatted(index, count));
        }
        long at = index * SECTION_HEADER;
        return bytes.slice(table.i64(at + 24), table.i64(at + 32), "the section of section names");
    }

    private Section section(ElfBytes table, int index, ElfBytes names) {
        long at = (long) index * SECTION_HEADER;
        int type = table.i32(at + 4);
        long offset = table.i64(at + 24);
        long size = table.i64(at + 32);
        String name = names.size() == 0 ? "" : name(names, table.u32(at));
        boolean inFile = type != Section.NOBITS && type != Section.NULL && size != 0;
        return new Section(
                index,
                name,
                type,
                table.i64(at + 8),
                table.i64(at + 16),
                offset,
                size,
                table.i32(at + 40),
                table.i32(at + 44),
                table.i64(at + 48),
                table.i64(at + 56),
                inFile ? contents(index, offset, size) : nothing);
    }

    private ElfBytes contents(int index, long offset, long size) {
        // What was expected is put into words only where it is missing: there may be thousands of sections.
        String what = bytes.holds(offset, size) ? "" : "the contents of section %d".formatted(index);
        ElfBytes contents = bytes.slice(offset, size, what);
        contentRoom -= size;
        if (contentRoom < 0) {
            throw bytes.error(offset, "sections that together are shorter than four times the file");
        }
        return contents;
    }

    private String name(ElfBytes names, long offset) {
        String name = names.string(offset);
        nameRoom -= name.length();
        if (nameRoom < 0) {
            throw names.error(offset, "section names that together are shorter than four times the file");
        }
        return name;
    }

    List<Segment> segments(List<Section> sections) {
        long tableAt = bytes.i64(32);
        int stored = bytes.u16(56);
        if (tableAt == 0 || stored == 0) {
            return List.of();
        }
        if (bytes.u16(54) != PROGRAM_HEADER) {
            throw bytes.error(54, "program headers of 56 bytes, found " + bytes.u16(54));
        }
        long count = stored == MANY_SEGMENTS && !sections.isEmpty()
                ? Integer.toUnsignedLong(sections.getFirst().info())
                : stored;
        ElfBytes table = bytes.slice(tableAt, count * PROGRAM_HEADER, "the program header table");
        List<Segment> result = new ArrayList<>();
        for (long at = 0; at < table.size(); at += PROGRAM_HEADER) {
            result.add(new Segment(
                    table.i32(at),
                    table.i32(at + 4),
                    table.i64(at + 8),
                    table.i64(at + 16),
                    table.i64(at + 24),
                    table.i64(at + 32),
                    table.i64(at + 40),
                    table.i64(at + 48)));
        }
        return List.copyOf(result);
    }
}
