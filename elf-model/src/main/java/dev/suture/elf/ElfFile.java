package dev.suture.elf;

import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An ELF64 file: a lazily decoded, immutable view on its bytes. Opening one reads the header only; sections, symbols
 * and relocations are decoded when asked for. Safe for use by several threads.
 *
 * <p>Every method may throw {@link ElfFormatException} when the part of the file it needs is malformed.
 */
public final class ElfFile {
    private final String name;
    private final ElfBytes bytes;
    private final ElfHeader header;
    private final List<Section> sections;
    private final List<Segment> segments;
    private final SectionIndex index;
    private final Lazy<SymbolTable> symbols = Lazy.of(() -> symbolTable(Section.SYMTAB));
    private final Lazy<SymbolTable> dynamicSymbols = Lazy.of(() -> symbolTable(Section.DYNSYM));
    private final Lazy<SymbolVersions> versions = Lazy.of(() -> new SymbolVersions(this));

    private ElfFile(String name, ElfBytes bytes) {
        this.name = name;
        this.bytes = bytes;
        this.header = ElfHeader.read(bytes);
        HeaderTables tables = new HeaderTables(bytes);
        this.sections = tables.sections();
        this.index = new SectionIndex(sections);
        this.segments = tables.segments(sections);
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
        return of(ElfBytes.map(name, path, ByteOrder.LITTLE_ENDIAN));
    }

    /** A view on bytes in memory, which must not change any more; {@code name} is what errors call them. */
    public static ElfFile of(String name, byte[] bytes) {
        return of(ElfBytes.of(name, bytes, ByteOrder.LITTLE_ENDIAN));
    }

    /** A view on a window that holds a whole ELF file, such as a member of an archive; nothing is copied. */
    public static ElfFile of(ElfBytes bytes) {
        return new ElfFile(bytes.file(), ElfHeader.identify(bytes));
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
        return index.named(sectionName);
    }

    /** The section with that index, which must be one of the file's. */
    public Section section(int index) {
        if (index < 0 || index >= sections.size()) {
            throw bytes.error(40, "section %d, but the file has %d sections".formatted(index, sections.size()));
        }
        return sections.get(index);
    }

    /** The index of the section that holds the sections' names; 0 if they have none. */
    public int namesIndex() {
        int stored = bytes.u16(62);
        return stored == Symbol.EXTENDED && !sections.isEmpty()
                ? sections.getFirst().link()
                : stored;
    }

    /** The symbols of {@code .symtab}; empty for a stripped file. */
    public SymbolTable symbols() {
        return symbols.get();
    }

    /** The symbols the dynamic linker sees; empty for a file without them. */
    public SymbolTable dynamicSymbols() {
        return dynamicSymbols.get();
    }

    private SymbolTable symbolTable(int type) {
        return sectionOfType(type)
                .map(this::symbolTable)
                .orElseGet(() -> new SymbolTable(sections, noBytes(), noBytes(), noBytes()));
    }

    /** The symbols of one SHT_SYMTAB or SHT_DYNSYM section. */
    public SymbolTable symbolTable(Section table) {
        ElfBytes extended = index.extendedIndices().stream()
                .filter(s -> s.link() == table.index())
                .findFirst()
                .map(Section::contents)
                .orElseGet(this::noBytes);
        return new SymbolTable(sections, table.contents(), linked(table), extended);
    }

    /** What stands for a table that is not there; who asks it for an entry learns which file lacks it. */
    private ElfBytes noBytes() {
        return bytes.slice(0, 0, "nothing");
    }

    /** The version of a dynamic symbol; empty if it has none (it is local, global without one, or not dynamic). */
    public Optional<SymbolVersion> version(Symbol dynamicSymbol) {
        return versions.get().of(dynamicSymbol.index());
    }

    /** The section groups of a relocatable file. */
    public List<SectionGroup> groups() {
        List<Section> groups = index.allOfType(Section.GROUP);
        checkTogether(groups);
        return groups.stream().map(group -> SectionGroup.read(this, group)).toList();
    }

    Optional<Section> sectionOfType(int type) {
        return index.ofType(type);
    }

    ElfBytes linked(Section section) {
        return section(section.link()).contents();
    }

    /**
     * Refuses sections that overlap so much that together they are larger than the file: what is made of them would not
     * be bounded by the file's size.
     */
    void checkTogether(List<Section> several) {
        long room = bytes.size();
        for (Section section : several) {
            room -= section.contents().size();
            if (room < 0) {
                throw bytes.error(
                        section.offset(), "section %s not to overlap others of its type".formatted(section.name()));
            }
        }
    }

    /** The relocation sections that apply to the given section of a relocatable file, in file order. */
    public List<Section> relocationSectionsOf(Section target) {
        return index.relocationsOf(target);
    }

    /** The entries of one SHT_RELA or SHT_REL section, decoded one by one when asked for. */
    public RelocationTable relocations(Section relocationSection) {
        boolean explicit = relocationSection.type() == Section.RELA;
        if (!explicit && relocationSection.type() != Section.REL) {
            throw bytes.error(
                    relocationSection.offset(), relocationSection.name() + " to be a SHT_RELA or SHT_REL section");
        }
        return new RelocationTable(relocationSection.contents(), explicit);
    }

    /**
     * The addend of a relocation whose section is SHT_REL: it stands in the relocated bytes. For SHT_RELA it is
     * {@link Relocation#addend}.
     *
     * @return empty for a type whose place is part of an instruction, see {@link RelocationField}
     */
    public OptionalLong addend(Section relocationSection, Relocation relocation) {
        if (relocationSection.type() == Section.RELA) {
            return OptionalLong.of(relocation.addend());
        }
        ElfBytes contents = section(relocationSection.info()).contents();
        return RelocationField.of(header.machine(), relocation.type())
                .map(field -> OptionalLong.of(field.addendIn(contents, relocation.offset())))
                .orElse(OptionalLong.empty());
    }

    /** All notes of the file, from its note sections or, where there are no sections, its note segments. */
    public List<Note> notes() {
        return new NoteReader(this).read();
    }

    /** The strings of {@code .comment}, each once: the compilers and linkers that made the file, as they say. */
    public List<String> comments() {
        return section(".comment")
                .map(section -> Strings.of(section.decompressed()))
                .orElse(List.of());
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
            if (segment.type() == Segment.LOAD && segment.holds(address, length)) {
                return bytes.copy(segment.offset() + (address - segment.address()), length);
            }
        }
        throw bytes.error(0, "a loaded segment with %d bytes at address 0x%x".formatted(length, address));
    }

    /**
     * A window on the file from a virtual address of a linked file to the end of what its segment has in the file; empty
     * if no loaded segment holds the address.
     */
    public Optional<ElfBytes> bytesFrom(long address) {
        for (Segment segment : segments) {
            if (segment.type() == Segment.LOAD && segment.holds(address, 1)) {
                long distance = address - segment.address();
                return Optional.of(bytes.slice(
                        segment.offset() + distance, segment.fileSize() - distance, "the rest of a loaded segment"));
            }
        }
        return Optional.empty();
    }

    /** The whole file. */
    public ElfBytes bytes() {
        return bytes;
    }

    @Override
    public String toString() {
        return name;
    }
}
