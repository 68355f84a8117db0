package dev.suture.upatch.format;

import dev.suture.diff.extract.Destination;
import dev.suture.diff.extract.Extraction;
import dev.suture.diff.extract.Link;
import dev.suture.diff.extract.Part;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.elf.ElfBuilder;
import dev.suture.elf.Machine;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.upatch.abi.ProcessorAbi;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Function;

/** Writes what was extracted as a {@code .upatch} file. One writer writes one file. */
public final class UpatchWriter {
    /** Of libgcc: takes the start of unwind records that end with a length of 0. */
    private static final Destination REGISTER_FRAME = new Destination.Outside("__register_frame", false);

    private final ElfBuilder elf;
    private final ProcessorAbi abi;
    private final UnwindCode unwindCode;
    private final Function<Destination, UpatchSymbol> resolver;
    private final Map<Part, Integer> sections = new IdentityHashMap<>();
    private final Map<Part, Integer> symbols = new IdentityHashMap<>();
    /** How many bytes of its section stand in front of a part. */
    private final Map<Part, Integer> codeStarts = new IdentityHashMap<>();

    private final Map<UpatchSymbol, Integer> outside = new HashMap<>();

    /** @param resolver what a destination outside the patch is in the target */
    public UpatchWriter(Machine machine, Function<Destination, UpatchSymbol> resolver) {
        this.elf = new ElfBuilder(machine, ByteOrder.LITTLE_ENDIAN);
        this.abi = ProcessorAbi.of(machine).orElseThrow();
        this.unwindCode = UnwindCode.of(machine);
        this.resolver = resolver;
    }

    /**
     * @param functions what each part replaces, in the order of the table; sections left open (0)
     * @param metadata {@link PatchMetadata#unwritten}
     * @return the file, its id in its note
     */
    public byte[] write(Extraction extraction, SequencedMap<Part, UpatchFunction> functions, PatchMetadata metadata) {
        boolean unwinding = UnwindSections.areNeeded(extraction);
        extraction.parts().forEach(p -> addPart(p, unwinding && functions.containsKey(p)));
        Optional<UnwindSections> unwindSections = unwinding
                ? Optional.of(UnwindSections.add(elf, unwindCode, outside(REGISTER_FRAME)))
                : Optional.empty();
        extraction.parts().forEach(this::addLinks);
        unwindSections.ifPresent(u -> {
            functions.keySet().forEach(p -> u.linkEntry(sections.get(p)));
            u.addRecords(extraction, link -> symbol(link.destination()));
        });
        addFunctions(List.copyOf(functions.keySet()), List.copyOf(functions.values()));
        addNote(UpatchFile.toJson(metadata));
        return PatchId.writeInto(elf.build());
    }

    /** @param withEntry whether what registers unwind records stands in front of the code */
    private void addPart(Part part, boolean withEntry) {
        Item item = part.item();
        Section from = item.section();
        String name = item.kind() == ItemKind.FUNCTION ? ".text." + item.name() : from.name();
        // Merging is over: what the patch carries is what is needed.
        long flags = from.flags() & (Section.ALLOC | Section.WRITE | Section.EXEC | Section.TLS);
        int entry = withEntry ? unwindCode.entrySize(from.effectiveAlignment()) : 0;
        codeStarts.put(part, entry);
        int section = item.isZeroInitialised()
                ? elf.addZeroSection(name, flags, from.effectiveAlignment(), item.size())
                : elf.addSection(name, Section.PROGBITS, flags, from.effectiveAlignment(), 0, contents(item, entry));
        sections.put(part, section);
        Symbol.Type type = item.kind() == ItemKind.FUNCTION ? Symbol.Type.FUNCTION : Symbol.Type.OBJECT;
        boolean global = item.isNamed() && !item.isLocal();
        symbols.put(
                part,
                elf.addSymbol(
                        item.isNamed() ? item.name() : "",
                        entry,
                        item.size(),
                        item.isNamed() ? type : Symbol.Type.SECTION,
                        global ? Symbol.Binding.GLOBAL : Symbol.Binding.LOCAL,
                        0,
                        section));
    }

    private byte[] contents(Item item, int entry) {
        byte[] code = item.bytes();
        if (entry == 0) {
            return code;
        }
        byte[] result = Arrays.copyOf(unwindCode.entry(entry), entry + code.length);
        System.arraycopy(code, 0, result, entry, code.length);
        return result;
    }

    private void addLinks(Part part) {
        for (Link link : part.links()) {
            elf.addRelocation(
                    sections.get(part),
                    new Relocation(
                            codeStarts.get(part) + link.reference().offset(),
                            link.reference().type(),
                            symbol(link.destination()),
                            link.addend()));
        }
    }

    private int symbol(Destination destination) {
        return switch (destination) {
            case Destination.Carried(Part other) -> symbols.get(other);
            case Destination.Number() -> 0;
            case Destination.Existing existing -> outside(existing);
            case Destination.Outside unknown -> outside(unknown);
        };
    }

    private int outside(Destination destination) {
        return outside.computeIfAbsent(
                resolver.apply(destination),
                s -> elf.addSymbol(
                        s.name(),
                        s.value(),
                        0,
                        s.type(),
                        s.weak() ? Symbol.Binding.WEAK : Symbol.Binding.GLOBAL,
                        0,
                        s.bound() ? Symbol.LIVEPATCH : Symbol.UNDEFINED));
    }

    private void addFunctions(List<Part> replacements, List<UpatchFunction> functions) {
        ByteBuffer entries =
                ByteBuffer.allocate(functions.size() * UpatchFormat.ENTRY).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream strings = new ByteArrayOutputStream();
        int[] nameOffsets = new int[functions.size()];
        for (int i = 0; i < functions.size(); i++) {
            UpatchFunction function = functions.get(i);
            nameOffsets[i] = strings.size();
            strings.writeBytes(function.name().getBytes(StandardCharsets.UTF_8));
            strings.write(0);
            entries.putLong(0).putLong(function.newSize());
            entries.putLong(function.oldAddress()).putLong(function.oldSize());
            entries.putLong(function.symbolPosition()).putLong(0);
        }
        int table = elf.addSection(UpatchFormat.FUNCTIONS, Section.PROGBITS, Section.ALLOC, 8, 0, entries.array());
        int names = elf.addSection(UpatchFormat.STRINGS, Section.PROGBITS, Section.ALLOC, 1, 0, strings.toByteArray());
        int namesSymbol = elf.addSymbol("", 0, 0, Symbol.Type.SECTION, Symbol.Binding.LOCAL, 0, names);
        for (int i = 0; i < functions.size(); i++) {
            long at = (long) i * UpatchFormat.ENTRY;
            int absolute = abi.addressType();
            elf.addRelocation(
                    table,
                    new Relocation(
                            at + UpatchFormat.NEW_ADDRESS,
                            absolute,
                            symbols.get(replacements.get(i)),
                            -codeStarts.get(replacements.get(i))));
            elf.addRelocation(table, new Relocation(at + UpatchFormat.NAME, absolute, namesSymbol, nameOffsets[i]));
        }
    }

    /** ELF gABI, "Note Section": sizes, type, then name and description, each padded to four bytes. */
    private void addNote(byte[] description) {
        byte[] owner = (UpatchFormat.NOTE_OWNER + "\0").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer note = ByteBuffer.allocate(12 + pad(owner.length) + pad(description.length))
                .order(ByteOrder.LITTLE_ENDIAN);
        note.putInt(owner.length).putInt(description.length).putInt(UpatchFormat.NOTE_METADATA);
        note.put(owner).position(12 + pad(owner.length)).put(description);
        elf.addSection(UpatchFormat.NOTE, Section.NOTE, 0, 4, 0, note.array());
    }

    private static int pad(int size) {
        return (size + 3) & ~3;
    }
}
