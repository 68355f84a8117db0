package dev.suture.elf;

import java.util.AbstractList;
import java.util.RandomAccess;

/** The entries of an SHT_RELA or SHT_REL section, decoded one by one when asked for. */
final class RelocationList extends AbstractList<Relocation> implements RandomAccess {
    private final ElfBytes entries;
    private final boolean explicit;
    private final int entrySize;

    RelocationList(ElfBytes entries, boolean explicit) {
        this.entries = entries;
        this.explicit = explicit;
        this.entrySize = explicit ? 24 : 16;
    }

    @Override
    public int size() {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, entries.size() / entrySize));
    }

    @Override
    public Relocation get(int index) {
        long at = (long) index * entrySize;
        // gABI, ELF64_R_SYM and ELF64_R_TYPE: r_info is symbol << 32 | type on every machine Suture knows.
        long info = entries.i64(at + 8);
        return new Relocation(entries.i64(at), (int) info, (int) (info >>> 32), explicit ? entries.i64(at + 16) : 0);
    }
}
