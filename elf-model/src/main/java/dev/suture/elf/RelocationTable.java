package dev.suture.elf;

import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * The entries of an SHT_RELA or SHT_REL section, decoded one by one when asked for. The accessors by index make no
 * object: objects with debugging information have hundreds of thousands of entries that are only searched.
 */
public final class RelocationTable extends AbstractList<Relocation> implements RandomAccess {
    private final ElfBytes entries;
    private final boolean explicit;
    private final int entrySize;
    private final int count;

    RelocationTable(ElfBytes entries, boolean explicit) {
        this.entries = entries;
        this.explicit = explicit;
        this.entrySize = explicit ? 24 : 16;
        this.count = Math.toIntExact(Math.min(Integer.MAX_VALUE, entries.size() / entrySize));
    }

    @Override
    public int size() {
        return count;
    }

    @Override
    public Relocation get(int index) {
        return new Relocation(offsetOf(index), typeOf(index), symbolOf(index), addendOf(index));
    }

    /** {@link Relocation#offset} of one entry. */
    public long offsetOf(int index) {
        return entries.i64(at(index));
    }

    /** {@link Relocation#type} of one entry: gABI, ELF64_R_TYPE, the low half of r_info on every machine Suture knows. */
    public int typeOf(int index) {
        return (int) entries.i64(at(index) + 8);
    }

    /** {@link Relocation#symbol} of one entry: ELF64_R_SYM. */
    public int symbolOf(int index) {
        return (int) (entries.i64(at(index) + 8) >>> 32);
    }

    /** {@link Relocation#addend} of one entry: 0 for SHT_REL, whose addends stand in the relocated bytes. */
    public long addendOf(int index) {
        return explicit ? entries.i64(at(index) + 16) : 0;
    }

    /** Whether the offsets ascend, as assemblers mostly write them. */
    public boolean isSorted() {
        long last = Long.MIN_VALUE;
        for (int i = 0; i < count; i++) {
            long offset = offsetOf(i);
            if (offset < last) {
                return false;
            }
            last = offset;
        }
        return true;
    }

    private long at(int index) {
        long at = (long) index * entrySize;
        if (index < 0 || index >= count) {
            throw entries.error(at, "relocation %d, but the table has %d".formatted(index, count));
        }
        return at;
    }
}
