package dev.suture.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
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
    private static final int HEADER = 64;
    private static final int MAX_SECTIONS = 0xff00 - 1;

    private final Machine machine;
    private final ByteOrder order;
    private final List<SectionPart> sections = new ArrayList<>();
    private final List<SymbolPart> symbols = new ArrayList<>();
    private final Map<Integer, List<Relocation>> relocations = new LinkedHashMap<>();

    public ElfBuilder(Machine machine, ByteOrder order) {
        this.machine = machine;
        this.order = order;
    }

    private record SectionPart(
            String name,
            int type,
            long flags,
            long alignment,
            long entrySize,
            byte[] contents,
            long size,
            int link,
            int info) {}

    private record SymbolPart(
            String name,
            long value,
            long size,
            Symbol.Type type,
            Symbol.Binding binding,
            int visibility,
            int section) {}

    /**
     * Adds a section with contents.
     *
     * @param contents kept, not copied
     * @return its index in the file
     */
    public int addSection(String name, int type, long flags, long alignment, long entrySize, byte[] contents) {
        sections.add(new SectionPart(name, type, flags, alignment, entrySize, contents, contents.length, 0, 0));
        return sections.size();
    }

    /** Adds a section of {@code size} zero bytes that take no room in the file; returns its index in the file. */
    public int addZeroSection(String name, long flags, long alignment, long size) {
        sections.add(new SectionPart(name, Section.NOBITS, flags, alignment, 0, new byte[0], size, 0, 0));
        return sections.size();
    }

    /**
     * Adds a symbol.
     *
     * @param section index of a section, or one of the reserved numbers of {@link Symbol}
     * @return a handle for {@link #addRelocation}; not its index in the file, where local symbols come first
     */
    public int addSymbol(
            String name, long value, long size, Symbol.Type type, Symbol.Binding binding, int visibility, int section) {
        symbols.add(new SymbolPart(name, value, size, type, binding, visibility, section));
        return symbols.size();
    }

    /** Adds a relocation to a section; its {@link Relocation#symbol()} is a handle, 0 for none. */
    public void addRelocation(int section, Relocation relocation) {
        relocations.computeIfAbsent(section, s -> new ArrayList<>()).add(relocation);
    }

    /** Lays the parts out and returns the file. */
    public byte[] build() {
        List<SectionPart> all = new ArrayList<>(sections);
        int[] fileIndex = symbolOrder();
        int symtab = sections.size() + relocations.size() + 1;
        relocations.forEach((section, entries) -> all.add(relocationSection(section, entries, symtab, fileIndex)));
        StringTable strings = new StringTable();
        byte[] symbolBytes = symbolBytes(fileIndex, strings);
        int locals = 1 + (int) symbols.stream().filter(ElfBuilder::isLocal).count();
        all.add(new SectionPart(
                ".symtab",
                Section.SYMTAB,
                0,
                8,
                SymbolTable.ENTRY,
                symbolBytes,
                symbolBytes.length,
                symtab + 1,
                locals));
        all.add(stringSection(".strtab", strings));
        StringTable names = new StringTable();
        all.forEach(s -> names.add(s.name));
        names.add(".shstrtab");
        all.add(stringSection(".shstrtab", names));
        if (all.size() > MAX_SECTIONS) {
            throw new IllegalStateException(
                    "%d sections; a built file holds at most %d".formatted(all.size(), MAX_SECTIONS));
        }
        return layOut(all, names);
    }

    private static boolean isLocal(SymbolPart symbol) {
        return symbol.binding == Symbol.Binding.LOCAL;
    }

    private static SectionPart stringSection(String name, StringTable strings) {
        byte[] bytes = strings.bytes();
        return new SectionPart(name, Section.STRTAB, 0, 1, 0, bytes, bytes.length, 0, 0);
    }

    /** The index in the file of each handle: locals first, as the gABI asks, each kind in the order it was added. */
    private int[] symbolOrder() {
        int[] index = new int[symbols.size() + 1];
        int next = 1;
        for (boolean local : new boolean[] {true, false}) {
            for (int i = 0; i < symbols.size(); i++) {
                if (isLocal(symbols.get(i)) == local) {
                    index[i + 1] = next++;
                }
            }
        }
        return index;
    }

    private SectionPart relocationSection(int section, List<Relocation> entries, int symtab, int[] fileIndex) {
        ByteBuffer out = ByteBuffer.allocate(entries.size() * 24).order(order);
        for (Relocation entry : entries) {
            out.putLong(entry.offset());
            out.putLong(((long) fileIndex[entry.symbol()] << 32) | Integer.toUnsignedLong(entry.type()));
            out.putLong(entry.addend());
        }
        String name = ".rela" + sections.get(section - 1).name;
        return new SectionPart(
                name, Section.RELA, Section.INFO_LINK, 8, 24, out.array(), out.capacity(), symtab, section);
    }

    private byte[] symbolBytes(int[] fileIndex, StringTable strings) {
        ByteBuffer out =
                ByteBuffer.allocate((symbols.size() + 1) * SymbolTable.ENTRY).order(order);
        for (int i = 0; i < symbols.size(); i++) {
            SymbolPart symbol = symbols.get(i);
            out.position(fileIndex[i + 1] * SymbolTable.ENTRY);
            out.putInt(strings.add(symbol.name));
            out.put((byte) (symbol.binding.number() << 4 | symbol.type.number()));
            out.put((byte) symbol.visibility);
            out.putShort((short) symbol.section);
            out.putLong(symbol.value);
            out.putLong(symbol.size);
        }
        return out.array();
    }

    private byte[] layOut(List<SectionPart> all, StringTable names) {
        long[] offsets = new long[all.size()];
        long at = HEADER;
        for (int i = 0; i < all.size(); i++) {
            at = align(at, Math.max(1, all.get(i).alignment));
            offsets[i] = at;
            at += all.get(i).contents.length;
        }
        long tableAt = align(at, 8);
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(tableAt + (all.size() + 1L) * 64))
                .order(order);
        putHeader(out, tableAt, all.size() + 1);
        for (int i = 0; i < all.size(); i++) {
            out.position((int) offsets[i]);
            out.put(all.get(i).contents);
        }
        for (int i = 0; i < all.size(); i++) {
            putSectionHeader(out.position((int) tableAt + (i + 1) * 64), all.get(i), names, offsets[i]);
        }
        return out.array();
    }

    private void putHeader(ByteBuffer out, long tableAt, int sectionCount) {
        byte data = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 1 : 2);
        out.put(new byte[] {0x7f, 'E', 'L', 'F', 2, data, 1, 0}).position(16);
        out.putShort((short) 1).putShort((short) machine.number()).putInt(1);
        out.putLong(0).putLong(0).putLong(tableAt).putInt(0);
        out.putShort((short) HEADER).putShort((short) 0).putShort((short) 0);
        out.putShort((short) 64).putShort((short) sectionCount).putShort((short) (sectionCount - 1));
    }

    private static void putSectionHeader(ByteBuffer out, SectionPart part, StringTable names, long offset) {
        out.putInt(names.add(part.name)).putInt(part.type).putLong(part.flags).putLong(0);
        out.putLong(offset).putLong(part.size).putInt(part.link).putInt(part.info);
        out.putLong(part.alignment).putLong(part.entrySize);
    }

    private static long align(long value, long alignment) {
        return (value + alignment - 1) / alignment * alignment;
    }

    /** Strings behind each other, each once, the empty one at 0. */
    private static final class StringTable {
        private final Map<String, Integer> offsets = new LinkedHashMap<>(Map.of("", 0));
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        StringTable() {
            bytes.write(0);
        }

        int add(String text) {
            Integer known = offsets.get(text);
            if (known != null) {
                return known;
            }
            int at = bytes.size();
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            bytes.write(0);
            offsets.put(text, at);
            return at;
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}
