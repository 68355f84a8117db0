package dev.suture.elf.dwarf;

import static dev.suture.elf.dwarf.DwarfConstants.*;

import java.util.Arrays;

/**
 * The attributes' values of one debugging information entry at a time, as their forms store them (DWARF 5, 7.5.4 to
 * 7.5.6). The arrays are used again for the next entry. Not safe for use by several threads.
 */
final class DieValues {
    private final UnitHeader header;
    private final DwarfReader reader;
    private long[] values = new long[16];
    /** The section whose address a value contains (relocatable files), 0 for none. */
    private int[] sections = new int[16];
    /**
     * Where a value stands that relocations may apply to, and its size in bytes until they are applied, then 0. Most
     * values are never asked for.
     */
    private long[] places = new long[16];

    private int[] unrelocated = new int[16];
    /** The form each value was stored in; differs from the abbreviation's for DW_FORM_indirect. */
    private int[] forms = new int[16];

    DieValues(UnitHeader header, DwarfReader reader) {
        this.header = header;
        this.reader = reader;
    }

    /** Reads the values of an entry, which begin where the reader stands. */
    void read(Abbreviations.Abbreviation shape) {
        int count = shape.attributes().length;
        if (count > values.length) {
            values = Arrays.copyOf(values, count);
            sections = Arrays.copyOf(sections, count);
            places = Arrays.copyOf(places, count);
            unrelocated = Arrays.copyOf(unrelocated, count);
            forms = Arrays.copyOf(forms, count);
        }
        for (int i = 0; i < count; i++) {
            sections[i] = 0;
            unrelocated[i] = 0;
            forms[i] = shape.forms()[i];
            values[i] = forms[i] == FORM_IMPLICIT_CONST ? shape.constants()[i] : readValue(i);
        }
    }

    private long readValue(int i) {
        if (forms[i] == FORM_INDIRECT) {
            forms[i] = (int) reader.uleb();
            if (forms[i] == FORM_INDIRECT || forms[i] == FORM_IMPLICIT_CONST) {
                throw reader.error("a form whose value stands in the entry, found 0x%x".formatted(forms[i]));
            }
        }
        return switch (forms[i]) {
            case FORM_ADDR -> relocated(i, header.addressSize());
            case FORM_DATA1, FORM_FLAG, FORM_STRX1, FORM_ADDRX1 -> relocated(i, 1);
            case FORM_DATA2, FORM_STRX2, FORM_ADDRX2 -> relocated(i, 2);
            case FORM_STRX3, FORM_ADDRX3 -> reader.u24();
            case FORM_DATA4, FORM_STRX4, FORM_ADDRX4 -> relocated(i, 4);
            case FORM_DATA8, FORM_REF_SIG8 -> relocated(i, 8);
            case FORM_REF_SUP4 -> reader.u32();
            case FORM_REF_SUP8 -> reader.u64();
            case FORM_SDATA -> reader.sleb();
            case FORM_UDATA,
                    FORM_STRX,
                    FORM_ADDRX,
                    FORM_LOCLISTX,
                    FORM_RNGLISTX,
                    FORM_GNU_ADDR_INDEX,
                    FORM_GNU_STR_INDEX -> reader.uleb();
            case FORM_STRP, FORM_LINE_STRP, FORM_SEC_OFFSET, FORM_STRP_SUP, FORM_GNU_STRP_ALT, FORM_GNU_REF_ALT ->
                relocated(i, header.offsetSize());
            // DWARF 2 had references of the size of an address.
            case FORM_REF_ADDR -> relocated(i, header.version() == 2 ? header.addressSize() : header.offsetSize());
            case FORM_REF1 -> header.offset() + reader.u8();
            case FORM_REF2 -> header.offset() + reader.u16();
            case FORM_REF4 -> header.offset() + reader.u32();
            case FORM_REF8 -> header.offset() + reader.u64();
            case FORM_REF_UDATA -> header.offset() + reader.uleb();
            case FORM_FLAG_PRESENT -> 1;
            case FORM_STRING -> skipString();
            case FORM_BLOCK1 -> skip(reader.u8());
            case FORM_BLOCK2 -> skip(reader.u16());
            case FORM_BLOCK4 -> skip(reader.u32());
            case FORM_BLOCK, FORM_EXPRLOC -> skip(reader.uleb());
            case FORM_DATA16 -> skip(16);
            default -> throw reader.error("a form of DWARF 2 to 5, found 0x%x".formatted(forms[i]));
        };
    }

    private long relocated(int i, int size) {
        places[i] = reader.sectionOffset();
        unrelocated[i] = size;
        return reader.stored(size);
    }

    /** The value at a position in the abbreviation, with its relocation applied. */
    long value(int i) {
        if (unrelocated[i] > 0) {
            DebugRelocations.Resolved resolved = reader.resolve(places[i], unrelocated[i], values[i]);
            values[i] = resolved.value();
            sections[i] = resolved.section();
            unrelocated[i] = 0;
        }
        return values[i];
    }

    DebugRelocations.Resolved resolved(int i) {
        long value = value(i);
        return new DebugRelocations.Resolved(value, sections[i]);
    }

    /** The form a value was stored in. */
    int form(int i) {
        return forms[i];
    }

    private long skipString() {
        long at = reader.sectionOffset();
        reader.skipString();
        return at;
    }

    private long skip(long count) {
        reader.skip(count);
        return 0;
    }
}
