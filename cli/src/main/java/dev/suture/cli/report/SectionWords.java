package dev.suture.cli.report;

import dev.suture.elf.Section;
import java.util.Locale;

/** What section headers say, as {@code readelf -S} writes it. */
final class SectionWords {
    private SectionWords() {}

    /** {@code sh_type} by name (ELF gABI, "sh_type"); in hex where it has none here. */
    static String type(Section section) {
        return switch (section.type()) {
            case Section.NULL -> "NULL";
            case Section.PROGBITS -> "PROGBITS";
            case Section.SYMTAB -> "SYMTAB";
            case Section.STRTAB -> "STRTAB";
            case Section.RELA -> "RELA";
            case Section.HASH -> "HASH";
            case Section.DYNAMIC -> "DYNAMIC";
            case Section.NOTE -> "NOTE";
            case Section.NOBITS -> "NOBITS";
            case Section.REL -> "REL";
            case Section.DYNSYM -> "DYNSYM";
            case Section.INIT_ARRAY -> "INIT_ARRAY";
            case Section.FINI_ARRAY -> "FINI_ARRAY";
            case Section.PREINIT_ARRAY -> "PREINIT_ARRAY";
            case Section.GROUP -> "GROUP";
            case Section.SYMTAB_SHNDX -> "SYMTAB_SHNDX";
            case Section.GNU_VERDEF -> "VERDEF";
            case Section.GNU_VERNEED -> "VERNEED";
            case Section.GNU_VERSYM -> "VERSYM";
            case 0x6ffffff6 -> "GNU_HASH";
            default -> "0x" + Integer.toHexString(section.type()).toLowerCase(Locale.ROOT);
        };
    }

    /** The known bits of {@code sh_flags}, a letter each. */
    static String flags(Section section) {
        StringBuilder letters = new StringBuilder();
        letter(section, Section.WRITE, 'W', letters);
        letter(section, Section.ALLOC, 'A', letters);
        letter(section, Section.EXEC, 'X', letters);
        letter(section, Section.MERGE, 'M', letters);
        letter(section, Section.STRINGS, 'S', letters);
        letter(section, Section.INFO_LINK, 'I', letters);
        letter(section, Section.LINK_ORDER, 'L', letters);
        letter(section, Section.GROUPED, 'G', letters);
        letter(section, Section.TLS, 'T', letters);
        letter(section, Section.COMPRESSED, 'C', letters);
        return letters.toString();
    }

    private static void letter(Section section, long flag, char letter, StringBuilder letters) {
        if (section.has(flag)) {
            letters.append(letter);
        }
    }
}
