package dev.suture.diff.compare;

import dev.suture.diff.item.Item;
import java.util.List;

/**
 * What the section of an item is for, whatever the compiler calls it: with a section for each item the item's name stands
 * behind the section's, and code that is likely or unlikely to run is kept apart (GCC, TEXT_SECTION hooks). A name that
 * somebody gave with an attribute stays as it is.
 */
final class SectionRole {
    /** The compilers' own names; which of them it is follows from the flags, the value and the optimiser. */
    private static final List<String> ORDINARY = List.of(
            ".text", ".data", ".bss", ".rodata", ".tdata", ".tbss", ".ldata", ".lbss", ".lrodata", ".gnu.linkonce");

    private SectionRole() {}

    static String of(Item item) {
        String name = item.section().name();
        for (String ordinary : ORDINARY) {
            if (name.equals(ordinary) || name.startsWith(ordinary + ".") && !name.startsWith(ordinary + "..")) {
                return "";
            }
        }
        String own = "." + item.name();
        return name.endsWith(own) ? name.substring(0, name.length() - own.length()) : name;
    }
}
