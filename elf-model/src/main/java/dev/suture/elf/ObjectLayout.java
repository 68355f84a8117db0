package dev.suture.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays the sections of a relocatable file (ET_REL) out behind its header, each at its alignment, and puts the section
 * header table behind them. More sections than 16 bits can count are written as the gABI asks ("Section Header Table").
 */
public final class ObjectLayout {
    private static final int RELOCATABLE = 1;
    private static final int LARGEST_PLACEMENT = 64;

    private final int machine;
    private final ByteOrder order;
    private final long flags;
    private final int osAbi;

    /**
     * @param machine {@code e_machine}
     * @param flags {@code e_flags}
     * @param osAbi {@code e_ident[EI_OSABI]}
     */
    public ObjectLayout(int machine, ByteOrder order, long flags, int osAbi) {
        this.machine = machine;
        this.order = order;
        this.flags = flags;
        this.osAbi = osAbi;
    }

    /** The file with these sections, numbered from 1, and a table of their names as the last one. */
    public byte[] write(List<RawSection> sections) {
        StringTable names = new StringTable();
        sections.forEach(section -> names.add(section.name()));
        names.add(".shstrtab");
        List<RawSection> all = new ArrayList<>(sections);
        all.add(RawSection.strings(".shstrtab", names.bytes()));
        return write(all, names, all.size());
    }

    /**
     * The file with these sections, numbered from 1; the names are added to the section at {@code namesIndex}, behind
     * what it holds already.
     */
    public byte[] write(List<RawSection> sections, int namesIndex) {
        RawSection table = sections.get(namesIndex - 1);
        StringTable names = new StringTable(table.contents());
        sections.forEach(section -> names.add(section.name()));
        List<RawSection> all = new ArrayList<>(sections);
        all.set(namesIndex - 1, table.withContents(names.bytes()));
        return write(all, names, namesIndex);
    }

    private byte[] write(List<RawSection> all, StringTable names, int namesIndex) {
        long[] offsets = new long[all.size()];
        long at = ElfHeader.SIZE;
        for (int i = 0; i < all.size(); i++) {
            at = align(at, placement(all.get(i)));
            offsets[i] = at;
            at += all.get(i).contents().length;
        }
        long tableAt = align(at, 8);
        long size = tableAt + (all.size() + 1L) * HeaderTables.SECTION_HEADER;
        if (size > Integer.MAX_VALUE - 16) {
            throw new IllegalStateException("the file would have %d bytes; at most 2 GiB can be built".formatted(size));
        }
        ByteBuffer out = ByteBuffer.allocate((int) size).order(order);
        putHeader(out, tableAt, all.size() + 1, namesIndex);
        for (int i = 0; i < all.size(); i++) {
            out.put((int) offsets[i], all.get(i).contents());
        }
        putFirstSectionHeader(out.position((int) tableAt), all.size() + 1, namesIndex);
        for (int i = 0; i < all.size(); i++) {
            out.position((int) tableAt + (i + 1) * HeaderTables.SECTION_HEADER);
            putSectionHeader(out, all.get(i), names.add(all.get(i).name()), offsets[i]);
        }
        return out.array();
    }

    private void putHeader(ByteBuffer out, long tableAt, int sectionCount, int namesIndex) {
        byte data = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2);
        out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, data, 1, (byte) osAbi}).position(16);
        out.putShort((short) RELOCATABLE).putShort((short) machine).putInt(1);
        out.putLong(0).putLong(0).putLong(tableAt).putInt((int) flags);
        out.putShort((short) ElfHeader.SIZE).putShort((short) 0).putShort((short) 0);
        out.putShort((short) HeaderTables.SECTION_HEADER);
        out.putShort((short) (isWide(sectionCount) ? 0 : sectionCount));
        out.putShort((short) (isWide(namesIndex) ? Symbol.EXTENDED : namesIndex));
    }

    /** gABI: counts that do not fit in the file header stand in section header 0. */
    private static void putFirstSectionHeader(ByteBuffer out, int sectionCount, int namesIndex) {
        out.putLong(0).putLong(0).putLong(0).putLong(0);
        out.putLong(isWide(sectionCount) ? sectionCount : 0);
        out.putInt(isWide(namesIndex) ? namesIndex : 0);
    }

    private static boolean isWide(int number) {
        return number >= Symbol.FIRST_RESERVED;
    }

    private static void putSectionHeader(ByteBuffer out, RawSection section, int name, long offset) {
        out.putInt(name).putInt(section.type()).putLong(section.flags()).putLong(0);
        out.putLong(offset).putLong(section.size()).putInt(section.link()).putInt(section.info());
        out.putLong(section.alignment()).putLong(section.entrySize());
    }

    /** Alignment counts in memory, not in the file; here it only serves those who read the file mapped. */
    private static long placement(RawSection section) {
        return section.contents().length == 0 ? 1 : Math.clamp(section.alignment(), 1, LARGEST_PLACEMENT);
    }

    private static long align(long value, long alignment) {
        return (value + alignment - 1) / alignment * alignment;
    }
}
