package dev.suture.diff.item;

import dev.suture.diff.item.Item.Origin;
import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.Lazy;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.elf.dwarf.DebugFunction;
import dev.suture.elf.dwarf.Dwarf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;

/**
 * The items of one file, relocatable or linked, and what they refer to. Items exist once: the same place always gives the same
 * instance. Immutable to its users, and safe for use by several threads; what is asked for first is worked out then.
 */
public final class ObjectItems {
    private final ElfFile file;
    private final Wiring wiring;
    private final List<List<Item>> itemsBySection;
    /** By section, where the section is one item: correlation and comparison both go through all of them. */
    private final AtomicReferenceArray<List<Reference>> ofSoleItems;

    private final List<Item> named;
    private final Lazy<List<Item>> anonymous = Lazy.of(() -> ofOrigin(Origin.ANONYMOUS));
    private final ExceptionTables exceptions;
    private final Lazy<UnwindRecords> unwindRecords;
    private final StartupCode startupCode;
    private final Lazy<EntryTables> entryTables;
    private final Lazy<Dwarf> dwarf;
    private volatile Set<String> weakReferences;

    private ObjectItems(ElfFile file, Wiring wiring, List<List<Item>> itemsBySection) {
        this.file = file;
        this.wiring = wiring;
        this.dwarf = Lazy.of(() -> Dwarf.of(file));
        this.itemsBySection = itemsBySection;
        this.unwindRecords = Lazy.of(() -> new UnwindRecords(file, wiring, this::target));
        this.exceptions = new ExceptionTables(file, wiring);
        this.ofSoleItems = new AtomicReferenceArray<>(itemsBySection.size());
        this.startupCode = new StartupCode(file);
        this.entryTables = Lazy.of(() -> new EntryTables(this, this::relocations));
        this.named = ofOrigin(Origin.NAMED);
    }

    /**
     * @throws dev.suture.elf.ElfFormatException if the file's symbols or sections are malformed
     */
    public static ObjectItems of(ElfFile file) {
        DecodedSymbols symbols = new DecodedSymbols(file);
        Wiring wiring = wiring(file, symbols);
        return new ObjectItems(file, wiring, new SectionSlicer(file, symbols, wiring).slice());
    }

    private static Wiring wiring(ElfFile file, DecodedSymbols symbols) {
        return file.header().type() == ElfHeader.Type.RELOCATABLE
                ? new RelocatableWiring(file, symbols)
                : new LinkedWiring(file);
    }

    /** The side that does not exist of an object that only one build has: no items, of the same machine. */
    public static ObjectItems none(ElfFile counterpart) {
        Wiring wiring = wiring(counterpart, new DecodedSymbols(counterpart));
        return new ObjectItems(counterpart, wiring, List.of());
    }

    public ElfFile file() {
        return file;
    }

    /** The file's debugging information: one view for all who ask, since it keeps what it has read. */
    public Dwarf dwarf() {
        return dwarf.get();
    }

    /**
     * What the debugging information says of the function at an item's place; empty if it has none.
     *
     * @throws dev.suture.elf.ElfFormatException if the debugging information is malformed
     */
    public Optional<DebugFunction> debugFunction(Item item) {
        boolean linked = file.header().type() != ElfHeader.Type.RELOCATABLE;
        return linked
                ? dwarf().functionAt(0, item.section().address() + item.offset())
                : dwarf().functionAt(item.section().index(), item.offset());
    }

    /** The functions and data that symbols name, in the order of their sections and offsets. */
    public List<Item> named() {
        return named;
    }

    /** All items of a section, by offset; empty for sections that are not loaded. */
    public List<Item> in(Section section) {
        return inSection(section.index());
    }

    /** The anonymous items (not the literals), in the order of their sections and offsets. */
    public List<Item> anonymous() {
        return anonymous.get();
    }

    private List<Item> ofOrigin(Origin origin) {
        List<Item> result = new ArrayList<>();
        for (List<Item> items : itemsBySection) {
            for (Item item : items) {
                if (item.origin() == origin) {
                    result.add(item);
                }
            }
        }
        return List.copyOf(result);
    }

    private List<Item> inSection(int sectionIndex) {
        return sectionIndex >= 0 && sectionIndex < itemsBySection.size() ? itemsBySection.get(sectionIndex) : List.of();
    }

    /** The item that holds the byte; the nearest one before it where the place lies between items. */
    public Optional<Item> at(int sectionIndex, long offset) {
        List<Item> items = inSection(sectionIndex);
        if (items.isEmpty()) {
            return Optional.empty();
        }
        int low = 0;
        int high = items.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (items.get(middle).offset() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return Optional.of(items.get(low));
    }

    /** What the item refers to, by offset. */
    public List<Reference> references(Item item) {
        if (item.isZeroInitialised()) {
            return List.of();
        }
        int section = item.section().index();
        if (inSection(section).size() != 1) {
            return resolve(item);
        }
        List<Reference> known = ofSoleItems.get(section);
        if (known == null) {
            known = resolve(item);
            ofSoleItems.set(section, known);
        }
        return known;
    }

    /**
     * What the item refers to as the linker is told of it, by offset: data that AArch64 code addresses by a distance from
     * an anchor only by the anchor.
     */
    public List<Reference> linkedReferences(Item item) {
        return item.isZeroInitialised()
                ? List.of()
                : resolve(wiring.asLinked(item.section(), item.offset(), item.offset() + item.size()), item.offset());
    }

    private List<Reference> resolve(Item item) {
        return resolve(wiring.in(item.section(), item.offset(), item.offset() + item.size()), item.offset());
    }

    private List<Reference> resolve(List<Wire> wires, long start) {
        if (wires.isEmpty()) {
            return List.of();
        }
        List<Reference> result = new ArrayList<>(wires.size());
        for (Wire wire : wires) {
            result.add(
                    new Reference(wire.offset() - start, wire.type(), wire.addend(), wire.width(), target(wire.end())));
        }
        return List.copyOf(result);
    }

    /** The reference at one place alone, whose distance counts from its own field; offsets count from {@code start}. */
    List<Reference> referencesAlone(Section section, long at, long start) {
        return resolve(wiring.in(section, at, at + 1), start);
    }

    private List<Relocation> relocations(Section section) {
        return file.relocationSectionsOf(section).stream()
                .flatMap(table -> file.relocations(table).stream())
                .sorted(Comparator.comparingLong(Relocation::offset))
                .toList();
    }

    /** The entries of tables beside the code that point at a function, e.g. the kernel's jump labels; by table. */
    public List<TableEntry> tableEntries(Item function) {
        return entryTables.get().of(function);
    }

    /** Whether the object refers to a symbol it does not define, and can do without: then its address is 0. */
    public boolean isWeakReference(String name) {
        Set<String> names = weakReferences;
        if (names == null) {
            names = file.symbols().stream()
                    .filter(s -> s.isUndefined() && s.binding() == Symbol.Binding.WEAK)
                    .map(Symbol::name)
                    .collect(Collectors.toUnmodifiableSet());
            weakReferences = names;
        }
        return names.contains(name);
    }

    /** The table of what a function catches and cleans up when an exception passes; absent if it has none. */
    public Optional<Item> exceptionTable(Item function) {
        return exceptions
                .linkedTable(function)
                .or(() -> exceptions.of(function).flatMap(place -> at(place.section(), place.at())));
    }

    /** Whether an item is no part of the program but of the start files that the compiler links into every program. */
    public boolean isStartupCode(Item item) {
        return startupCode.holds(item);
    }

    /** The item right in front of one in its section; absent where it is the first. */
    public Optional<Item> before(Item item) {
        return item.offset() == 0
                ? Optional.empty()
                : at(item.section().index(), item.offset() - 1).filter(i -> i.offset() < item.offset());
    }

    /** How to unwind a function; empty if nothing says so, and for linked files. */
    public List<UnwindRecord> unwindRecords(Item function) {
        return file.header().type() == ElfHeader.Type.RELOCATABLE
                ? unwindRecords.get().of(function)
                : List.of();
    }

    private Target target(Wire.End end) {
        return switch (end) {
            case Wire.Name(String name) -> new Target.Undefined(name);
            case Wire.Number(long value) -> new Target.Absolute(value);
            case Wire.Place(int section, long place, long anchor) -> target(section, place, anchor);
        };
    }

    private Target target(int section, long place, long anchor) {
        Optional<Item> item = at(section, place);
        return item.isPresent()
                ? new Target.Defined(item.get(), anchor - item.get().offset())
                : new Target.Undefined(sectionName(section));
    }

    private String sectionName(int section) {
        return file.section(section).name();
    }
}
