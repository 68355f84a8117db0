package dev.suture.elf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.stream.Collectors;

/**
 * An ELF64 file: a lazily decoded, immutable view on its bytes. Opening one reads the header only; sections, symbols
 * and relocations are decoded when asked for. Safe for use by several threads.
 *
 * <p>Every method may throw {@link ElfFormatException} when the part of the file it needs is malformed.
 */
public final class ElfFile {
    private static final int HEADER = 64;
    private static final int SECTION_HEADER = 64;
    private static final int PROGRAM_HEADER = 56;
    private static final ElfBytes NO_BYTES = ElfBytes.of("(none)", new byte[0], ByteOrder.LITTLE_ENDIAN);

    private final String name;
    private final ElfBytes bytes;
    private final ElfBytes nothing;
    private final ElfHeader header;
    private final List<Section> sections;
    private final List<Segment> segments;
    private final Map<Integer, List<Section>> relocationSections;

    private ElfFile(String name, ElfBytes bytes) {
        this.name = name;
        this.bytes = bytes;
        this.nothing = bytes.slice(0, 0, "nothing");
        this.header = readHeader(bytes);
        this.sections = readSections();
        this.segments = readSegments();
        this.relocationSections = sections.stream()
                .filter(s -> s.type() == Section.RELA || s.type() == Section.REL)
                .collect(Collectors.groupingBy(Section::info));
    }

    /**
     * Maps a file. The mapping is released when the view is no longer reachable; the file must not shrink meanwhile.
     *
     * @throws ElfFormatException if it is no ELF64 file
     * @throws UncheckedIOException if it cannot be read
     */
    public static ElfFile open(Path path) {
        return open(path.toString(), path);
    }

    /** Like {@link #open(Path)}, for a file people know by another name than the path it is read from. */
    public static ElfFile open(String name, Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            return of(name, memory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** A view on bytes in memory, which must not change any more; {@code name} is what errors call them. */
    public static ElfFile of(String name, byte[] bytes) {
        return of(name, MemorySegment.ofArray(bytes));
    }

    private static ElfFile of(String name, MemorySegment memory) {
        ElfBytes raw = new ElfBytes(name, memory, 0, ByteOrder.LITTLE_ENDIAN);
        if (raw.size() < HEADER || raw.u8(0) != 0x7f || raw.u8(1) != 'E' || raw.u8(2) != 'L' || raw.u8(3) != 'F') {
            throw raw.error(0, "an ELF file: 0x7f 'E' 'L' 'F' and a header of 64 bytes");
        }
        if (raw.u8(4) != 2) {
            throw raw.error(4, "class 2 (64-bit), found " + raw.u8(4));
        }
        ByteOrder order = switch (raw.u8(5)) {
            case 1 -> ByteOrder.LITTLE_ENDIAN;
            case 2 -> ByteOrder.BIG_ENDIAN;
            default -> throw raw.error(5, "byte order 1 (little) or 2 (big), found " + raw.u8(5));
        };
        return new ElfFile(name, new ElfBytes(name, memory, 0, order));
    }

    private static ElfHeader readHeader(ElfBytes bytes) {
        int machine = bytes.u16(18);
        return new ElfHeader(
                ElfHeader.Type.of(bytes.u16(16)),
                Machine.of(machine),
                machine,
                bytes.order(),
                bytes.u32(48),
                bytes.i64(24));
    }

    private List<Section> readSections() {
        long tableAt = bytes.i64(40);
        if (tableAt == 0) {
            return List.of();
        }
        if (bytes.u16(58) != SECTION_HEADER) {
            throw bytes.error(58, "section headers of 64 bytes, found " + bytes.u16(58));
        }
        // gABI: counts that do not fit in 16 bits stand in section header 0 (sh_size, sh_link).
        ElfBytes first = bytes.slice(tableAt, SECTION_HEADER, "the first section header");
        long count = bytes.u16(60) != 0 ? bytes.u16(60) : first.i64(32);
        long namesIndex = bytes.u16(62) == Symbol.EXTENDED ? first.u32(40) : bytes.u16(62);
        if (count > (bytes.size() - tableAt) / SECTION_HEADER) {
            throw bytes.error(60, "%d section headers, but the file ends before that".formatted(count));
        }
        ElfBytes table = bytes.slice(tableAt, count * SECTION_HEADER, "the section header table");
        ElfBytes names = namesIndex == 0 ? NO_BYTES : sectionContents(table, namesIndex, count);
        List<Section> result = new ArrayList<>((int) count);
        for (int index = 0; index < count; index++) {
            result.add(readSection(table, index, names));
        }
        return List.copyOf(result);
    }

    private ElfBytes sectionContents(ElfBytes table, long index, long count) {
        if (index < 0 || index >= count) {
            throw bytes.error(62, "the section of section names, found index %d of %d".formatted(index, count));
        }
        long at = index * SECTION_HEADER;
        return bytes.slice(table.i64(at + 24), table.i64(at + 32), "the section of section names");
    }

    private Section readSection(ElfBytes table, int index, ElfBytes names) {
        long at = (long) index * SECTION_HEADER;
        int type = table.i32(at + 4);
        long offset = table.i64(at + 24);
        long size = table.i64(at + 32);
        long nameAt = table.u32(at);
        String sectionName = names.size() == 0 ? "" : names.string(nameAt);
        boolean inFile = type != Section.NOBITS && type != Section.NULL && size != 0;
        return new Section(
                index,
                sectionName,
                type,
                table.i64(at + 8),
                table.i64(at + 16),
                offset,
                size,
                table.i32(at + 40),
                table.i32(at + 44),
                table.i64(at + 48),
                table.i64(at + 56),
                inFile ? contents(index, sectionName, offset, size) : nothing);
    }

    private ElfBytes contents(int index, String sectionName, long offset, long size) {
        // What was expected is put into words only where it is missing: there are thousands of sections.
        return bytes.slice(
                offset,
                size,
                bytes.holds(offset, size) ? "" : "the contents of section %d %s".formatted(index, sectionName));
    }

    private List<Segment> readSegments() {
        long tableAt = bytes.i64(32);
        int count = bytes.u16(56);
        if (tableAt == 0 || count == 0) {
            return List.of();
        }
        if (bytes.u16(54) != PROGRAM_HEADER) {
            throw bytes.error(54, "program headers of 56 bytes, found " + bytes.u16(54));
        }
        ElfBytes table = bytes.slice(tableAt, (long) count * PROGRAM_HEADER, "the program header table");
        List<Segment> result = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            long at = (long) index * PROGRAM_HEADER;
            result.add(new Segment(
                    table.i32(at),
                    table.i32(at + 4),
                    table.i64(at + 8),
                    table.i64(at + 16),
                    table.i64(at + 32),
                    table.i64(at + 40),
                    table.i64(at + 48)));
        }
        return List.copyOf(result);
    }

    /** The path or other name errors use. */
    public String name() {
        return name;
    }

    public ElfHeader header() {
        return header;
    }

    /** All sections, by index; index 0 is the empty one the format prescribes. */
    public List<Section> sections() {
        return sections;
    }

    /** All program headers; empty for relocatable files. */
    public List<Segment> segments() {
        return segments;
    }

    /** The first section of that name. */
    public Optional<Section> section(String sectionName) {
        return sections.stream().filter(s -> s.name().equals(sectionName)).findFirst();
    }

    /** The section with that index, which must be one of the file's. */
    public Section section(int index) {
        if (index < 0 || index >= sections.size()) {
            throw bytes.error(40, "section %d, but the file has %d sections".formatted(index, sections.size()));
        }
        return sections.get(index);
    }

    /** The symbols of {@code .symtab}; empty for a stripped file. */
    public SymbolTable symbols() {
        return symbolTable(Section.SYMTAB);
    }

    /** The symbols the dynamic linker sees; empty for a file without them. */
    public SymbolTable dynamicSymbols() {
        return symbolTable(Section.DYNSYM);
    }

    private SymbolTable symbolTable(int type) {
        return sections.stream()
                .filter(s -> s.type() == type)
                .findFirst()
                .map(this::symbolTable)
                .orElseGet(() -> new SymbolTable(this, NO_BYTES, NO_BYTES, NO_BYTES));
    }

    private SymbolTable symbolTable(Section table) {
        ElfBytes extended = sections.stream()
                .filter(s -> s.type() == Section.SYMTAB_SHNDX && s.link() == table.index())
                .findFirst()
                .map(Section::contents)
                .orElse(NO_BYTES);
        return new SymbolTable(this, table.contents(), section(table.link()).contents(), extended);
    }

    /** The relocation sections that apply to the given section of a relocatable file, in file order. */
    public List<Section> relocationSectionsOf(Section target) {
        return relocationSections.getOrDefault(target.index(), List.of());
    }

    /** The entries of one SHT_RELA or SHT_REL section, decoded one by one when asked for. */
    public List<Relocation> relocations(Section relocationSection) {
        boolean explicit = relocationSection.type() == Section.RELA;
        if (!explicit && relocationSection.type() != Section.REL) {
            throw bytes.error(
                    relocationSection.offset(), relocationSection.name() + " to be a SHT_RELA or SHT_REL section");
        }
        return new RelocationList(relocationSection.contents(), explicit);
    }

    /** All notes of the file, from its note sections or, where there are no sections, its note segments. */
    public List<Note> notes() {
        List<Note> result = new ArrayList<>();
        for (Section section : sections) {
            if (section.type() == Section.NOTE) {
                result.addAll(Note.parse(section.contents()));
            }
        }
        if (sections.isEmpty()) {
            for (Segment segment : segments) {
                if (segment.type() == Segment.NOTE) {
                    result.addAll(Note.parse(bytes.slice(segment.offset(), segment.fileSize(), "a note segment")));
                }
            }
        }
        return List.copyOf(result);
    }

    /** The build-id in lower-case hex, as {@code file} and {@code readelf -n} print it. */
    public Optional<String> buildId() {
        return notes().stream()
                .filter(n -> n.owner().equals("GNU") && n.type() == Note.GNU_BUILD_ID)
                .map(n -> HexFormat.of().formatHex(n.description()))
                .findFirst();
    }

    /**
     * The bytes that stand at a virtual address of a linked file.
     *
     * @throws ElfFormatException if no loaded segment holds all of them
     */
    public byte[] bytesAt(long address, int length) {
        for (Segment segment : segments) {
            if (segment.type() == Segment.LOAD
                    && address >= segment.address()
                    && address + length <= segment.address() + segment.fileSize()) {
                return bytes.copy(segment.offset() + (address - segment.address()), length);
            }
        }
        throw bytes.error(0, "a loaded segment with %d bytes at address 0x%x".formatted(length, address));
    }

    /** The whole file. */
    public ElfBytes bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return name;
    }

    private static final class RelocationList extends AbstractList<Relocation> implements RandomAccess {
        private final ElfBytes entries;
        private final boolean explicit;
        private final int entrySize;

        RelocationList(ElfBytes entries, boolean explicit) {
            this.entries = entries;
            this.explicit = explicit;
            this.entrySize = explicit ? 24 : 16;
        }

        @Override
        public int size() {
            return Math.toIntExact(Math.min(Integer.MAX_VALUE, entries.size() / entrySize));
        }

        @Override
        public Relocation get(int index) {
            long at = (long) index * entrySize;
            // psABI of x86-64, AArch64, RISC-V: r_info is symbol << 32 | type.
            long info = entries.i64(at + 8);
            return new Relocation(
                    entries.i64(at), (int) info, (int) (info >>> 32), explicit ? entries.i64(at + 16) : 0);
        }
    }
}
