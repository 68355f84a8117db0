package dev.suture.elf.dwarf;

import dev.suture.elf.ElfBytes;
import dev.suture.elf.ElfFile;
import dev.suture.elf.Section;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * One section of debugging information, decompressed, with the relocations that apply to it in a relocatable file.
 * Nothing is copied: a relocated number is computed when it is read.
 *
 * @param index of the section in the file; 0 if the file has none of the name
 */
record DebugSection(String name, int index, ElfBytes bytes, DebugRelocations relocations) {
    private static final ElfBytes NOTHING = ElfBytes.of("(none)", new byte[0], ByteOrder.LITTLE_ENDIAN);

    /** The section {@code .debug_<kind>} or {@code .zdebug_<kind>}; an empty one if the file has neither. */
    static DebugSection of(ElfFile file, String kind) {
        return file.section(".debug_" + kind)
                .or(() -> file.section(".zdebug_" + kind))
                .filter(section -> section.type() != Section.NOBITS)
                .map(section -> of(file, section))
                .orElseGet(() -> new DebugSection(".debug_" + kind, 0, NOTHING, DebugRelocations.NONE));
    }

    /** All sections of a kind: with {@code -fdebug-types-section} objects have one for each type, in COMDAT groups. */
    static List<DebugSection> all(ElfFile file, String kind) {
        List<DebugSection> result = new ArrayList<>();
        long room = file.bytes().size();
        String plain = ".debug_" + kind;
        String compressed = ".zdebug_" + kind;
        for (Section section : file.sections()) {
            boolean wanted = section.name().equals(plain) || section.name().equals(compressed);
            if (wanted && section.type() != Section.NOBITS) {
                room -= section.contents().size();
                if (room < 0) {
                    throw section.contents().error(0, "sections %s that do not overlap".formatted(section.name()));
                }
                result.add(of(file, section));
            }
        }
        return List.copyOf(result);
    }

    private static DebugSection of(ElfFile file, Section section) {
        return new DebugSection(
                section.name(), section.index(), section.decompressed(), DebugRelocations.of(file, section));
    }

    boolean isEmpty() {
        return bytes.size() == 0;
    }

    DwarfReader reader(long offset, long length, String what) {
        return new DwarfReader(this, offset, bytes.slice(offset, length, what));
    }

    DwarfReader reader(long offset) {
        if (offset < 0 || offset > bytes.size()) {
            throw bytes.error(offset, "an offset in " + name);
        }
        return reader(offset, bytes.size() - offset, name);
    }

    String string(long offset) {
        return bytes.string(offset);
    }
}
