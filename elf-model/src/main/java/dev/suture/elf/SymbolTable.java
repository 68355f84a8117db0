package dev.suture.elf;

import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * The symbols of one table, decoded one by one when asked for: opening a file with millions of them costs nothing.
 * Indices are those of the file, so that {@code get(relocation.symbol())} is the relocation's symbol.
 */
public final class SymbolTable extends AbstractList<Symbol> implements RandomAccess {
    /** Size of an {@code Elf64_Sym} in bytes. */
    static final int ENTRY = 24;

    private final ElfFile file;
    private final ElfBytes entries;
    private final ElfBytes names;
    private final ElfBytes extendedIndices;
    private final int count;

    SymbolTable(ElfFile file, ElfBytes entries, ElfBytes names, ElfBytes extendedIndices) {
        this.file = file;
        this.entries = entries;
        this.names = names;
        this.extendedIndices = extendedIndices;
        this.count = Math.toIntExact(Math.min(Integer.MAX_VALUE, entries.size() / ENTRY));
    }

    @Override
    public int size() {
        return count;
    }

    /**
     * @throws ElfFormatException if there is no such symbol or its name lies outside the string table
     */
    @Override
    public Symbol get(int index) {
        long at = (long) index * ENTRY;
        if (index < 0 || index >= count) {
            throw entries.error(at, "symbol %d, but the table has %d".formatted(index, count));
        }
        int info = entries.u8(at + 4);
        Symbol.Type type = Symbol.Type.of(info & 0xf);
        int sectionIndex = sectionIndex(index, entries.u16(at + 6));
        return new Symbol(
                index,
                name(type, sectionIndex, entries.u32(at)),
                entries.i64(at + 8),
                entries.i64(at + 16),
                type,
                Symbol.Binding.of(info >>> 4),
                entries.u8(at + 5) & 3,
                sectionIndex);
    }

    private int sectionIndex(int index, int stored) {
        // gABI: with SHN_XINDEX the real index stands in the SHT_SYMTAB_SHNDX section that belongs to the table.
        return stored == Symbol.EXTENDED && extendedIndices.size() > 0 ? extendedIndices.i32(index * 4L) : stored;
    }

    private String name(Symbol.Type type, int sectionIndex, long nameOffset) {
        if (nameOffset != 0) {
            return names.string(nameOffset);
        }
        boolean sectionSymbol = type == Symbol.Type.SECTION && sectionIndex > 0;
        return sectionSymbol && sectionIndex < file.sections().size()
                ? file.sections().get(sectionIndex).name()
                : "";
    }
}
