package dev.suture.elf.write;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.ObjectLayout;
import dev.suture.elf.RawSection;
import dev.suture.elf.Section;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Makes a relocatable file from another one with sections dropped, replaced or added. Sections are renumbered, and with
 * them whatever refers to them: symbols, groups, {@code sh_link} and {@code sh_info}. With a section go its relocations
 * and its local symbols; global symbols of it become undefined.
 *
 * <p>Not safe for use by several threads.
 */
public final class ElfTransform {
    /** {@code SHT_LLVM_ADDRSIG}: holds symbol numbers in a form of its own; a hint that linkers do without. */
    private static final int LLVM_ADDRESS_SIGNIFICANCE = 0x6fff4c03;

    private final ElfFile file;
    private final Map<Integer, byte[]> replaced = new HashMap<>();
    private final List<RawSection> added = new ArrayList<>();
    private Predicate<Section> dropped = section -> section.type() == LLVM_ADDRESS_SIGNIFICANCE;

    private ElfTransform(ElfFile file) {
        this.file = file;
    }

    /** @throws IllegalArgumentException if the file is not relocatable */
    public static ElfTransform of(ElfFile file) {
        if (file.header().type() != ElfHeader.Type.RELOCATABLE) {
            throw new IllegalArgumentException(
                    "%s is linked; sections can be dropped or added in relocatable files (.o) only".formatted(file));
        }
        return new ElfTransform(file);
    }

    /** Leaves out the sections a test accepts; tables of symbols and strings are never asked about. */
    public ElfTransform drop(Predicate<Section> test) {
        dropped = dropped.or(test);
        return this;
    }

    /** Gives a section other contents, of any size; kept, not copied. Its relocations stay as they are. */
    public ElfTransform replace(Section section, byte[] contents) {
        replaced.put(section.index(), contents);
        return this;
    }

    /** Adds a section behind the ones of the file; the contents are kept, not copied. */
    public ElfTransform add(String name, int type, long flags, long alignment, long entrySize, byte[] contents) {
        added.add(new RawSection(name, type, flags, alignment, entrySize, contents, contents.length, 0, 0));
        return this;
    }

    /**
     * The new file.
     *
     * @throws IllegalStateException if a section that stays needs a symbol of one that goes
     * @throws dev.suture.elf.ElfFormatException if the file is malformed
     */
    public byte[] apply() {
        checkDisjoint();
        int[] indices = newIndices();
        SymbolRenumbering symbols = new SymbolRenumbering(file, indices);
        List<RawSection> result = new ArrayList<>();
        int names = 0;
        for (Section section : file.sections()) {
            if (section.index() > 0 && indices[section.index()] > 0) {
                result.add(rewrite(section, indices, symbols));
                names = section.index() == file.namesIndex() ? result.size() : names;
            }
        }
        result.addAll(added);
        symbols.extendedIndices().ifPresent(result::add);
        ElfHeader header = file.header();
        ObjectLayout layout = new ObjectLayout(header.machineNumber(), header.order(), header.flags(), header.osAbi());
        return names == 0 ? layout.write(result) : layout.write(result, names);
    }

    /** Sections that overlap would be written several times, which no size bounds. */
    private void checkDisjoint() {
        long room = file.bytes().size();
        for (Section section : file.sections()) {
            room -= section.contents().size();
            if (room < 0) {
                throw file.bytes()
                        .error(section.offset(), "section %s not to overlap others".formatted(section.name()));
            }
        }
    }

    /** The new number of each section, 0 for those that go. */
    private int[] newIndices() {
        boolean[] goes = new boolean[file.sections().size()];
        for (Section section : file.sections()) {
            goes[section.index()] = !isTable(section) && dropped.test(section)
                    // Written anew where it is needed.
                    || section.type() == Section.SYMTAB_SHNDX;
        }
        for (Section section : file.sections()) {
            if (section.isRelocations()) {
                goes[section.index()] |= goes[file.section(section.info()).index()];
            }
        }
        file.groups().stream()
                .filter(group -> group.members().stream().allMatch(member -> goes[member]))
                .forEach(group -> goes[group.section()] = true);
        int[] result = new int[goes.length];
        int next = 1;
        for (int i = 1; i < result.length; i++) {
            result[i] = goes[i] ? 0 : next++;
        }
        return result;
    }

    private boolean isTable(Section section) {
        return section.index() == 0
                || section.type() == Section.SYMTAB
                || section.type() == Section.STRTAB
                || section.index() == file.namesIndex();
    }

    private RawSection rewrite(Section section, int[] indices, SymbolRenumbering symbols) {
        byte[] contents = replaced.getOrDefault(
                section.index(),
                section.type() == Section.NOBITS
                        ? new byte[0]
                        : section.contents().toArray());
        RawSection raw = new RawSection(
                section.name(),
                section.type(),
                section.flags(),
                section.alignment(),
                section.entrySize(),
                contents,
                section.type() == Section.NOBITS ? section.size() : contents.length,
                renumbered(section.link(), indices),
                section.info());
        if (section.index() == file.namesIndex() && !isLinked(section)) {
            // Only section names stand here; they are written anew.
            return raw.withContents(new byte[0]);
        }
        return switch (section.type()) {
            case Section.SYMTAB -> raw.withContents(symbols.table()).withLinks(raw.link(), symbols.locals());
            case Section.REL, Section.RELA ->
                raw.withContents(symbols.relocations(section, contents))
                        .withLinks(raw.link(), renumbered(section.info(), indices));
            case Section.GROUP ->
                raw.withContents(members(section, indices))
                        .withLinks(raw.link(), symbols.required(section.info(), section));
            default ->
                section.has(Section.INFO_LINK) ? raw.withLinks(raw.link(), renumbered(section.info(), indices)) : raw;
        };
    }

    private boolean isLinked(Section names) {
        return file.sections().stream().anyMatch(section -> section.link() == names.index());
    }

    private static int renumbered(int index, int[] indices) {
        return index > 0 && index < indices.length ? indices[index] : 0;
    }

    private byte[] members(Section group, int[] indices) {
        byte[] contents = group.contents().toArray();
        ByteBuffer words = ByteBuffer.wrap(contents).order(file.header().order());
        int kept = 4;
        for (int at = 4; at + 4 <= contents.length; at += 4) {
            int member = indices[file.section(words.getInt(at)).index()];
            if (member > 0) {
                words.putInt(kept, member);
                kept += 4;
            }
        }
        return Arrays.copyOf(contents, kept);
    }
}
