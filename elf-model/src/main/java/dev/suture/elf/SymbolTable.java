package dev.suture.elf;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * The symbols of one table, decoded one by one when asked for: opening a file with millions of them costs nothing.
 * Indices are those of the file, so that {@code get(relocation.symbol())} is the relocation's symbol.
 */
public final class SymbolTable extends AbstractList<Symbol> implements RandomAccess {
    /** Size of an {@code Elf64_Sym} in bytes. */
    static final int ENTRY = 24;

    private final List<Section> sections;
    private final ElfBytes entries;
    private final ElfBytes names;
    private final ElfBytes extendedIndices;
    private final int count;

    SymbolTable(List<Section> sections, ElfBytes entries, ElfBytes names, ElfBytes extendedIndices) {
        this.sections = sections;
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
        long at = at(index);
        int info = entries.u8(at + 4);
        Symbol.Type type = Symbol.Type.of(info & 0xf);
        int sectionIndex = sectionIndex(index, entries.u16(at + 6));
        long nameOffset = entries.u32(at);
        return new Symbol(
                index,
                nameOffset != 0 ? names.string(nameOffset) : nameless(type, sectionIndex),
                entries.i64(at + 8),
                entries.i64(at + 16),
                type,
                Symbol.Binding.of(info >>> 4),
                entries.u8(at + 5) & 3,
                sectionIndex);
    }

    /** The name of one symbol, without the rest of it: for going through all symbols of a large file. */
    public String nameOf(int index) {
        long at = at(index);
        Symbol.Type type = Symbol.Type.of(entries.u8(at + 4) & 0xf);
        long nameOffset = entries.u32(at);
        return nameOffset != 0
                ? names.string(nameOffset)
                : nameless(type, type == Symbol.Type.SECTION ? sectionIndex(index, entries.u16(at + 6)) : 0);
    }

    /** {@link Symbol#type} of one symbol, without the rest of it. */
    public Symbol.Type typeOf(int index) {
        return Symbol.Type.of(entries.u8(at(index) + 4) & 0xf);
    }

    /** {@link Symbol#sectionIndex} of one symbol, without the rest of it. */
    public int sectionIndexOf(int index) {
        return sectionIndex(index, entries.u16(at(index) + 6));
    }

    /** {@code st_value} of one symbol, without the rest of it. */
    public long valueOf(int index) {
        return entries.i64(at(index) + 8);
    }

    /** {@code st_size} of one symbol, without the rest of it. */
    public long sizeOf(int index) {
        return entries.i64(at(index) + 16);
    }

    /** All of {@code st_other}: some machines keep more than the visibility in it (ppc64le: the local entry point). */
    public int otherOf(int index) {
        return entries.u8(at(index) + 5);
    }

    private long at(int index) {
        long at = (long) index * ENTRY;
        if (index < 0 || index >= count) {
            throw entries.error(at, "symbol %d, but the table has %d".formatted(index, count));
        }
        return at;
    }

    private int sectionIndex(int index, int stored) {
        if (stored < Symbol.FIRST_RESERVED) {
            return inFile(index, stored);
        }
        // gABI: with SHN_XINDEX the real index stands in the SHT_SYMTAB_SHNDX section that belongs to the table.
        return stored == Symbol.EXTENDED ? inFile(index, extendedIndices.u32(index * 4L)) : stored - 0x10000;
    }

    private int inFile(int index, long sectionIndex) {
        if (sectionIndex >= sections.size() && sectionIndex != Symbol.UNDEFINED) {
            throw entries.error(
                    (long) index * ENTRY + 6,
                    "a section index below %d for symbol %d, found %d".formatted(sections.size(), index, sectionIndex));
        }
        return (int) sectionIndex;
    }

    private String nameless(Symbol.Type type, int sectionIndex) {
        return type == Symbol.Type.SECTION && sectionIndex > 0
                ? sections.get(sectionIndex).name()
                : "";
    }
}
