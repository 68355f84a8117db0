package dev.suture.elf.dwarf;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** One table of abbreviations (DWARF 5, 7.5.3): what each code in {@code .debug_info} stands for. */
final class Abbreviations {
    /**
     * One abbreviation.
     *
     * @param attributes the attribute numbers, in the order of their values
     * @param forms how each value is encoded
     * @param constants the value itself where the form is DW_FORM_implicit_const
     */
    record Abbreviation(int tag, boolean hasChildren, int[] attributes, int[] forms, long[] constants) {}

    /** Compilers number them from 1 on without gaps; the codes up to here stand in {@link #dense}. */
    private static final int DENSE = 1 << 12;

    private Abbreviation[] dense = new Abbreviation[64];
    private final Map<Long, Abbreviation> byCode = new HashMap<>();

    private Abbreviations() {}

    static Abbreviations read(DwarfReader reader) {
        Abbreviations result = new Abbreviations();
        for (long code = reader.uleb(); code != 0; code = reader.uleb()) {
            result.put(code, readOne(reader));
        }
        return result;
    }

    private void put(long code, Abbreviation abbreviation) {
        if (code < 0 || code >= DENSE) {
            byCode.put(code, abbreviation);
            return;
        }
        if (code >= dense.length) {
            dense = Arrays.copyOf(dense, Math.max(2 * dense.length, (int) code + 1));
        }
        dense[(int) code] = abbreviation;
    }

    private static Abbreviation readOne(DwarfReader reader) {
        int tag = (int) reader.uleb();
        boolean hasChildren = reader.u8() != 0;
        int[] attributes = new int[8];
        int[] forms = new int[8];
        long[] constants = new long[8];
        int count = 0;
        while (true) {
            int attribute = (int) reader.uleb();
            int form = (int) reader.uleb();
            if (attribute == 0 && form == 0) {
                return new Abbreviation(
                        tag,
                        hasChildren,
                        Arrays.copyOf(attributes, count),
                        Arrays.copyOf(forms, count),
                        Arrays.copyOf(constants, count));
            }
            if (count == attributes.length) {
                attributes = Arrays.copyOf(attributes, count * 2);
                forms = Arrays.copyOf(forms, count * 2);
                constants = Arrays.copyOf(constants, count * 2);
            }
            attributes[count] = attribute;
            forms[count] = form;
            constants[count++] = form == DwarfConstants.FORM_IMPLICIT_CONST ? reader.sleb() : 0;
        }
    }

    Abbreviation get(long code, DwarfReader reader) {
        Abbreviation found = code >= 0 && code < dense.length ? dense[(int) code] : byCode.get(code);
        if (found == null) {
            throw reader.error("the code of an abbreviation, found " + Long.toUnsignedString(code));
        }
        return found;
    }
}
