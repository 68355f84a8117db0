package dev.suture.upatch.format;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Section;
import java.util.List;

/**
 * Names and numbers of the {@code .upatch} file, an ET_REL with these sections besides the code and data it carries.
 * Source of the layout: the field notes on SysCare's format.
 */
public final class UpatchFormat {
    /** One entry a replaced function. */
    public static final String FUNCTIONS = ".upatch.funcs";
    /** The names the entries point at. */
    public static final String STRINGS = ".upatch.strings";
    /** Suture's own note: what the file says of itself, as JSON. Readers of the plain format pass it over. */
    public static final String NOTE = ".note.suture";

    public static final String NOTE_OWNER = "Suture";
    public static final int NOTE_METADATA = 1;

    /** Size of an entry in bytes: new_addr, new_size, old_addr, old_size, sympos, name*, eight bytes each. */
    public static final int ENTRY = 48;

    /** Relocated: address of the replacement. */
    public static final int NEW_ADDRESS = 0;

    public static final int NEW_SIZE = 8;
    /** Address of the replaced function in the target ELF, before load bias. */
    public static final int OLD_ADDRESS = 16;

    public static final int OLD_SIZE = 24;
    /**
     * Index of the replaced function's symbol in {@code .symtab} of the target or its debug file, as SysCare's differ
     * writes it: it tells functions of one name apart. What loads a patch goes by {@link #OLD_ADDRESS}.
     */
    public static final int SYMBOL_POSITION = 32;
    /** Relocated: address of the NUL-terminated name in {@link #STRINGS}. */
    public static final int NAME = 40;

    /** One byte: {@link #UNWIND_UNREGISTERED} until a thread registers the unwind records of the patch. */
    public static final String UNWIND_STATE = ".bss.suture.unwind";

    public static final int UNWIND_UNREGISTERED = 0;

    /** The unwind records of the patch's code, where it has any. */
    public static final String UNWIND_RECORDS = ".eh_frame";

    private UpatchFormat() {}

    /** The sections that go into the process; the function table is turned into the header there. */
    public static List<Section> loaded(ElfFile patch) {
        return patch.sections().stream().filter(UpatchFormat::isLoaded).toList();
    }

    /** Whether a section of a patch goes into the process. */
    static boolean isLoaded(Section section) {
        return section.has(Section.ALLOC)
                && section.type() != Section.NOTE
                && section.type() != Section.NULL
                && !section.name().equals(FUNCTIONS)
                && !section.name().equals(STRINGS);
    }
}
