package dev.suture.elf;

import java.util.Arrays;

/**
 * One entry of a symbol table (ELF gABI, "Symbol Table").
 *
 * @param index its place in the table
 * @param name its name; that of the section for section symbols, which have none of their own; may be empty
 * @param value in relocatable files an offset in the section, in linked files an address; the alignment for COMMON
 * @param size in bytes, 0 if unknown
 * @param type what it names
 * @param binding who sees it
 * @param visibility {@code st_other & 3}: 0 default, 1 internal, 2 hidden, 3 protected
 * @param sectionIndex section it is defined in, extended indices resolved; the reserved numbers of the format, which
 *     have no section, come as negative numbers (the stored number - 0x10000), so that they cannot be taken for the
 *     sections of that number in a file with more than 65280 sections
 */
public record Symbol(
        int index, String name, long value, long size, Type type, Binding binding, int visibility, int sectionIndex) {
    /** Not defined in this file. */
    public static final int UNDEFINED = 0;
    /** Section index of symbols of a hot patch that are bound to an address of the running target (SHN_LIVEPATCH). */
    public static final int LIVEPATCH = 0xff20 - 0x10000;

    public static final int ABSOLUTE = 0xfff1 - 0x10000;
    public static final int COMMON = 0xfff2 - 0x10000;

    /** {@code SHN_XINDEX} as it stands in a file: the real index is elsewhere. */
    static final int EXTENDED = 0xffff;
    /** {@code SHN_LORESERVE} as it stands in a file. */
    static final int FIRST_RESERVED = 0xff00;

    /** The low four bits of {@code st_info}. */
    public enum Type {
        NONE(0),
        OBJECT(1),
        FUNCTION(2),
        SECTION(3),
        FILE(4),
        COMMON(5),
        TLS(6),
        IFUNC(10),
        OTHER(15);

        private final int number;

        Type(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }

        static Type of(int number) {
            return BY_NUMBER[number];
        }

        /** The field has four bits. */
        private static final Type[] BY_NUMBER = byNumber();

        private static Type[] byNumber() {
            Type[] result = new Type[16];
            Arrays.fill(result, OTHER);
            for (Type type : values()) {
                result[type.number] = type;
            }
            return result;
        }
    }

    /** The high four bits of {@code st_info}. */
    public enum Binding {
        LOCAL(0),
        GLOBAL(1),
        WEAK(2),
        UNIQUE(10),
        OTHER(15);

        private final int number;

        Binding(int number) {
            this.number = number;
        }

        public int number() {
            return number;
        }

        static Binding of(int number) {
            return BY_NUMBER[number];
        }

        /** The field has four bits. */
        private static final Binding[] BY_NUMBER = byNumber();

        private static Binding[] byNumber() {
            Binding[] result = new Binding[16];
            Arrays.fill(result, OTHER);
            for (Binding binding : values()) {
                result[binding.number] = binding;
            }
            return result;
        }
    }

    public boolean isUndefined() {
        return sectionIndex == UNDEFINED;
    }

    public boolean isLocal() {
        return binding == Binding.LOCAL;
    }

    /** Whether it is defined in a section of this file, so that {@link #sectionIndex} is an index of one. */
    public boolean isInSection() {
        return sectionIndex > UNDEFINED;
    }

    public boolean isFunction() {
        return type == Type.FUNCTION || type == Type.IFUNC;
    }
}
