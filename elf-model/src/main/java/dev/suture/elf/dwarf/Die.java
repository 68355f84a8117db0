package dev.suture.elf.dwarf;

import static dev.suture.elf.dwarf.DwarfConstants.*;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Goes through the debugging information entries (DIEs) of a unit, one after the other; the accessors tell of the
 * current one. Strings and references are resolved only when asked for. Not safe for use by several threads.
 */
final class Die {
    private final Unit unit;
    private final DwarfReader reader;
    private Abbreviations.Abbreviation shape;
    private long offset;
    private int depth;
    private int nextDepth;
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

    Die(Unit unit, long start) {
        this.unit = unit;
        UnitHeader header = unit.header();
        this.reader = header.section().reader(start, header.end() - start, "the entries of a unit");
    }

    Unit unit() {
        return unit;
    }

    /** Offset of the current entry in its section. */
    long offset() {
        return offset;
    }

    int tag() {
        return shape.tag();
    }

    /** How many entries enclose the current one, counted from where reading began. */
    int depth() {
        return depth;
    }

    boolean hasChildren() {
        return shape.hasChildren();
    }

    /** Goes to the next entry; false at the end of the unit, or of the siblings of the entry reading began at. */
    boolean next() {
        while (reader.hasMore()) {
            offset = reader.sectionOffset();
            long code = reader.uleb();
            if (code != 0) {
                depth = nextDepth;
                shape = unit.abbreviations().get(code, reader);
                readValues();
                nextDepth = depth + (shape.hasChildren() ? 1 : 0);
                return true;
            }
            if (--nextDepth < 0) {
                return false;
            }
        }
        return false;
    }

    /**
     * Leaves out the entries below the current one, where it says where its next sibling stands (DW_AT_sibling, DWARF 5,
     * 2.3); where it does not, {@link #next} goes through them.
     */
    void skipChildren() {
        int i = index(AT_SIBLING);
        long distance = i >= 0 && isUnitReference(forms[i]) ? values[i] - reader.sectionOffset() : 0;
        // Only ever forwards, so that no file makes the walk endless.
        if (distance > 0 && distance <= reader.remaining()) {
            reader.skip(distance);
            nextDepth = depth;
        }
    }

    private void readValues() {
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
        UnitHeader header = unit.header();
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

    private long value(int i) {
        if (unrelocated[i] > 0) {
            DebugRelocations.Resolved resolved = reader.resolve(places[i], unrelocated[i], values[i]);
            values[i] = resolved.value();
            sections[i] = resolved.section();
            unrelocated[i] = 0;
        }
        return values[i];
    }

    private DebugRelocations.Resolved resolved(int i) {
        long value = value(i);
        return new DebugRelocations.Resolved(value, sections[i]);
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

    private int index(int attribute) {
        int[] attributes = shape.attributes();
        for (int i = 0; i < attributes.length; i++) {
            if (attributes[i] == attribute) {
                return i;
            }
        }
        return -1;
    }

    boolean has(int attribute) {
        return index(attribute) >= 0;
    }

    /** A constant, flag or offset in another section; empty if the entry lacks it or has it as a block. */
    OptionalLong number(int attribute) {
        int i = index(attribute);
        return i < 0 || isBlock(forms[i]) ? OptionalLong.empty() : OptionalLong.of(value(i));
    }

    private static boolean isUnitReference(int form) {
        return switch (form) {
            case FORM_REF1, FORM_REF2, FORM_REF4, FORM_REF8, FORM_REF_UDATA -> true;
            default -> false;
        };
    }

    private static boolean isBlock(int form) {
        return switch (form) {
            case FORM_BLOCK, FORM_BLOCK1, FORM_BLOCK2, FORM_BLOCK4, FORM_EXPRLOC, FORM_DATA16, FORM_STRING -> true;
            default -> false;
        };
    }

    /** The form an attribute's value is stored in; 0 if the entry lacks it. */
    int form(int attribute) {
        int i = index(attribute);
        return i < 0 ? 0 : forms[i];
    }

    /** An address with its section; empty if the entry lacks it or has a constant instead. */
    Optional<DebugRelocations.Resolved> address(int attribute) {
        int i = index(attribute);
        if (i < 0) {
            return Optional.empty();
        }
        return switch (forms[i]) {
            case FORM_ADDR -> Optional.of(resolved(i));
            case FORM_ADDRX, FORM_ADDRX1, FORM_ADDRX2, FORM_ADDRX3, FORM_ADDRX4, FORM_GNU_ADDR_INDEX ->
                Optional.of(unit.indexedAddress(value(i)));
            default -> Optional.empty();
        };
    }

    /** A string; empty if the entry lacks it or it stands in a supplementary file (dwz), which is not read. */
    Optional<String> string(int attribute) {
        int i = index(attribute);
        if (i < 0) {
            return Optional.empty();
        }
        return switch (forms[i]) {
            case FORM_STRING -> Optional.of(unit.header().section().string(value(i)));
            case FORM_STRP -> Optional.of(unit.sections().get("str").string(value(i)));
            case FORM_LINE_STRP -> Optional.of(unit.sections().get("line_str").string(value(i)));
            case FORM_STRX, FORM_STRX1, FORM_STRX2, FORM_STRX3, FORM_STRX4, FORM_GNU_STR_INDEX ->
                Optional.of(unit.indexedString(value(i)));
            default -> Optional.empty();
        };
    }

    /** The entry an attribute refers to; empty if the entry lacks it or it is in a file that is not read. */
    Optional<Die> reference(int attribute) {
        int i = index(attribute);
        if (i < 0) {
            return Optional.empty();
        }
        return switch (forms[i]) {
            case FORM_REF1, FORM_REF2, FORM_REF4, FORM_REF8, FORM_REF_UDATA -> Optional.of(unit.entryAt(value(i)));
            case FORM_REF_ADDR ->
                unit.sections()
                        .unitAt(resolved(i).section(), value(i))
                        .map(header -> header == unit.header() ? unit : new Unit(unit.sections(), header))
                        .map(other -> other.entryAt(value(i)));
            case FORM_REF_SIG8 ->
                unit.sections()
                        .typeUnit(value(i))
                        .map(header ->
                                new Unit(unit.sections(), header).entryAt(header.offset() + header.typeOffset()));
            default -> Optional.empty();
        };
    }
}
