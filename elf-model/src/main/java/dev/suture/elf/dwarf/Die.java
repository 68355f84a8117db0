package dev.suture.elf.dwarf;

import static dev.suture.elf.dwarf.DwarfConstants.*;

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
    private final DieValues values;

    Die(Unit unit, long start) {
        this.unit = unit;
        UnitHeader header = unit.header();
        this.reader = header.section().reader(start, header.end() - start, "the entries of a unit");
        this.values = new DieValues(header, reader);
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
                values.read(shape);
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
        long distance = i >= 0 && isUnitReference(values.form(i)) ? values.value(i) - reader.sectionOffset() : 0;
        // Only ever forwards, so that no file makes the walk endless.
        if (distance > 0 && distance <= reader.remaining()) {
            reader.skip(distance);
            nextDepth = depth;
        }
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
        return i < 0 || isBlock(values.form(i)) ? OptionalLong.empty() : OptionalLong.of(values.value(i));
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
        return i < 0 ? 0 : values.form(i);
    }

    /** An address with its section; empty if the entry lacks it or has a constant instead. */
    Optional<DebugRelocations.Resolved> address(int attribute) {
        int i = index(attribute);
        if (i < 0) {
            return Optional.empty();
        }
        return switch (values.form(i)) {
            case FORM_ADDR -> Optional.of(values.resolved(i));
            case FORM_ADDRX, FORM_ADDRX1, FORM_ADDRX2, FORM_ADDRX3, FORM_ADDRX4, FORM_GNU_ADDR_INDEX ->
                Optional.of(unit.indexedAddress(values.value(i)));
            default -> Optional.empty();
        };
    }

    /** A string; empty if the entry lacks it or it stands in a supplementary file (dwz), which is not read. */
    Optional<String> string(int attribute) {
        int i = index(attribute);
        if (i < 0) {
            return Optional.empty();
        }
        return switch (values.form(i)) {
            case FORM_STRING -> Optional.of(unit.header().section().string(values.value(i)));
            case FORM_STRP -> Optional.of(unit.sections().get("str").string(values.value(i)));
            case FORM_LINE_STRP -> Optional.of(unit.sections().get("line_str").string(values.value(i)));
            case FORM_STRX, FORM_STRX1, FORM_STRX2, FORM_STRX3, FORM_STRX4, FORM_GNU_STR_INDEX ->
                Optional.of(unit.indexedString(values.value(i)));
            default -> Optional.empty();
        };
    }

    /** The entry an attribute refers to; empty if the entry lacks it or it is in a file that is not read. */
    Optional<Die> reference(int attribute) {
        int i = index(attribute);
        if (i < 0) {
            return Optional.empty();
        }
        return switch (values.form(i)) {
            case FORM_REF1, FORM_REF2, FORM_REF4, FORM_REF8, FORM_REF_UDATA ->
                Optional.of(unit.entryAt(values.value(i)));
            case FORM_REF_ADDR ->
                unit.sections()
                        .unitAt(values.resolved(i).section(), values.value(i))
                        .map(header -> header == unit.header() ? unit : new Unit(unit.sections(), header))
                        .map(other -> other.entryAt(values.value(i)));
            case FORM_REF_SIG8 ->
                unit.sections()
                        .typeUnit(values.value(i))
                        .map(header ->
                                new Unit(unit.sections(), header).entryAt(header.offset() + header.typeOffset()));
            default -> Optional.empty();
        };
    }
}
