package dev.suture.elf;

import java.util.ArrayList;
import java.util.List;

/**
 * A section group of a relocatable file (ELF gABI, "Section Groups"): sections that are linked or dropped together.
 *
 * @param section index of the SHT_GROUP section
 * @param signature the name that tells groups apart; among COMDAT groups of one name the linker keeps the first
 * @param comdat whether duplicates are dropped
 * @param members indices of the member sections, in file order
 */
public record SectionGroup(int section, String signature, boolean comdat, List<Integer> members) {
    /** {@code GRP_COMDAT}. */
    static final int COMDAT = 1;

    static SectionGroup read(ElfFile file, Section section) {
        ElfBytes words = section.contents();
        Section table = file.section(section.link());
        String signature = file.symbolTable(table).get(section.info()).name();
        int count = Math.toIntExact(Math.min(words.size() / 4, Integer.MAX_VALUE));
        List<Integer> members = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            long member = words.u32(i * 4L);
            if (member == 0 || member >= file.sections().size()) {
                throw words.error(i * 4L, "the index of a member section, found " + member);
            }
            members.add((int) member);
        }
        return new SectionGroup(section.index(), signature, (words.u32(0) & COMDAT) != 0, List.copyOf(members));
    }
}
