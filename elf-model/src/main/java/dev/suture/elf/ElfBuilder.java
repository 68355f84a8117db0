package dev.suture.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a relocatable file (ET_REL) from parts. Sections, symbols and relocations are added in any order and named by
 * the handles the adding methods return; {@link #build} lays them out. The same calls give the same bytes.
 *
 * <p>Not safe for use by several threads.
 */
public final class ElfBuilder {
    /** {@code ELFOSABI_GNU}: what a file with indirect functions or unique symbols says it needs. */
    private static final int OSABI_GNU = 3;

    private final Machine machine;
    private final ByteOrder order;
    private final List<RawSection> sections = new ArrayList<>();
    private final SymbolTableBuilder symbols;
    private final Map<Integer, List<Relocation>> relocations = new LinkedHashMap<>();
    private final Map<Integer, Group> groups = new LinkedHashMap<>();
    private long flags;

    public ElfBuilder(Machine machine, ByteOrder order) {
        this.machine = machine;
        this.order = order;
        this.symbols = new SymbolTableBuilder(order);
    }

    private record Group(boolean comdat, int signature, List<Integer> members) {}

    /** Sets {@code e_flags}, which some machines need (riscv64, ppc64le: the ABI in use). */
    public ElfBuilder flags(long processorFlags) {
        this.flags = processorFlags;
        return this;
    }

    /**
     * Adds a section with contents.
     *
     * @param contents kept, not copied
     * @return its index in the file
     */
    public int addSection(String name, int type, long flags, long alignment, long entrySize, byte[] contents) {
        sections.add(new RawSection(name, type, flags, alignment, entrySize, contents, contents.length, 0, 0));
        return sections.size();
    }

    /** Adds a section of {@code size} zero bytes that take no room in the file; returns its index in the file. */
    public int addZeroSection(String name, long flags, long alignment, long size) {
        sections.add(new RawSection(name, Section.NOBITS, flags, alignment, 0, new byte[0], size, 0, 0));
        return sections.size();
    }

    /** Sets {@code sh_link} and {@code sh_info} of a section, such as the section one with SHF_LINK_ORDER goes with. */
    public void link(int section, int link, int info) {
        sections.set(section - 1, sections.get(section - 1).withLinks(link, info));
    }

    /**
     * Adds a section group (SHT_GROUP). The gABI wants it before its members, so it is added before they are; they enter
     * it with {@link #joinGroup}, and what it is named by is set with {@link #signGroup}.
     *
     * @param comdat whether the linker keeps only one group of the name
     * @return its index in the file
     */
    public int addGroup(boolean comdat) {
        int index = addSection(".group", Section.GROUP, 0, 4, 4, new byte[0]);
        groups.put(index, new Group(comdat, 0, new ArrayList<>()));
        return index;
    }

    /** Makes a section a member of a group; its relocations follow by themselves. */
    public void joinGroup(int group, int section) {
        groups.get(group).members().add(section);
        RawSection s = sections.get(section - 1);
        sections.set(
                section - 1,
                new RawSection(
                        s.name(),
                        s.type(),
                        s.flags() | Section.GROUPED,
                        s.alignment(),
                        s.entrySize(),
                        s.contents(),
                        s.size(),
                        s.link(),
                        s.info()));
    }

    /** Names a group by a symbol, given by its handle. */
    public void signGroup(int group, int symbol) {
        Group old = groups.get(group);
        groups.put(group, new Group(old.comdat(), symbol, old.members()));
    }

    /**
     * Adds a symbol.
     *
     * @param visibility all of {@code st_other}
     * @param section index of a section, or one of the reserved numbers of {@link Symbol}
     * @return a handle for {@link #addRelocation}; not its index in the file, where local symbols come first
     */
    public int addSymbol(
            String name, long value, long size, Symbol.Type type, Symbol.Binding binding, int visibility, int section) {
        return symbols.add(new SymbolTableBuilder.SymbolPart(name, value, size, type, binding, visibility, section));
    }

    /** Adds a relocation to a section; its {@link Relocation#symbol()} is a handle, 0 for none. */
    public void addRelocation(int section, Relocation relocation) {
        relocations.computeIfAbsent(section, s -> new ArrayList<>()).add(relocation);
    }

    /** Lays the parts out and returns the file. */
    public byte[] build() {
        int[] fileIndex = symbols.order();
        int symtab = sections.size() + relocations.size() + 1;
        List<RawSection> all = new ArrayList<>(sections);
        Map<Integer, Integer> relocationSections = new LinkedHashMap<>();
        relocations.forEach((section, entries) -> {
            all.add(relocationSection(section, entries, symtab, fileIndex));
            relocationSections.put(section, all.size());
        });
        groups.forEach((index, group) ->
                all.set(index - 1, groupSection(index, group, relocationSections, symtab, fileIndex)));
        StringTable strings = new StringTable();
        byte[] table = symbols.bytes(fileIndex, strings);
        all.add(new RawSection(
                ".symtab",
                Section.SYMTAB,
                0,
                8,
                SymbolTable.ENTRY,
                table,
                table.length,
                symtab + 1,
                symbols.firstGlobal()));
        all.add(RawSection.strings(".strtab", strings.bytes()));
        if (symbols.needsExtendedIndices()) {
            byte[] extended = symbols.extendedIndices(fileIndex);
            all.add(new RawSection(
                    ".symtab_shndx", Section.SYMTAB_SHNDX, 0, 4, 4, extended, extended.length, symtab, 0));
        }
        int osAbi = symbols.isGnu() ? OSABI_GNU : 0;
        return new ObjectLayout(machine.number(), order, flags, osAbi).write(all);
    }

    private RawSection relocationSection(int section, List<Relocation> entries, int symtab, int[] fileIndex) {
        ByteBuffer out = ByteBuffer.allocate(entries.size() * 24).order(order);
        for (Relocation entry : entries) {
            out.putLong(entry.offset());
            out.putLong(((long) fileIndex[entry.symbol()] << 32) | Integer.toUnsignedLong(entry.type()));
            out.putLong(entry.addend());
        }
        RawSection target = sections.get(section - 1);
        long memberFlag = target.flags() & Section.GROUPED;
        return new RawSection(
                ".rela" + target.name(),
                Section.RELA,
                Section.INFO_LINK | memberFlag,
                8,
                24,
                out.array(),
                out.capacity(),
                symtab,
                section);
    }

    private RawSection groupSection(
            int index, Group group, Map<Integer, Integer> relocationSections, int symtab, int[] fileIndex) {
        List<Integer> members = new ArrayList<>(group.members());
        group.members().stream()
                .filter(relocationSections::containsKey)
                .map(relocationSections::get)
                .forEach(members::add);
        ByteBuffer out = ByteBuffer.allocate(4 + members.size() * 4).order(order);
        out.putInt(group.comdat() ? SectionGroup.COMDAT : 0);
        members.forEach(out::putInt);
        return sections.get(index - 1).withContents(out.array()).withLinks(symtab, fileIndex[group.signature()]);
    }
}
