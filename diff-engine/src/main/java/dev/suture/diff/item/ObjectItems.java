package dev.suture.diff.item;

import dev.suture.diff.item.Item.Origin;
import dev.suture.elf.ElfFile;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.elf.SymbolTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The items of one relocatable object and what they refer to. Items exist once: the same place always gives the same
 * instance. Immutable to its users, and safe for use by several threads; what is asked for first is worked out then.
 */
public final class ObjectItems {
    private final ElfFile file;
    private final SymbolTable symbols;
    private final Map<Integer, List<Item>> itemsBySection;
    private final List<Item> named;
    private final Map<Integer, List<Relocation>> relocationsBySection = new ConcurrentHashMap<>();
    private volatile Set<String> weakReferences;

    private ObjectItems(ElfFile file, Map<Integer, List<Item>> itemsBySection) {
        this.file = file;
        this.symbols = file.symbols();
        this.itemsBySection = itemsBySection;
        this.named = itemsBySection.values().stream()
                .flatMap(List::stream)
                .filter(Item::isNamed)
                .toList();
    }

    /**
     * @throws dev.suture.elf.ElfFormatException if the object's symbols or sections are malformed
     */
    public static ObjectItems of(ElfFile file) {
        return new ObjectItems(file, new SectionSlicer(file).slice());
    }

    /** The side that does not exist of an object that only one build has: no items, of the same machine. */
    public static ObjectItems none(ElfFile counterpart) {
        return new ObjectItems(counterpart, Map.of());
    }

    public ElfFile file() {
        return file;
    }

    /** The functions and data that symbols name, in the order of their sections and offsets. */
    public List<Item> named() {
        return named;
    }

    /** All items of a section, by offset; empty for sections that are not loaded. */
    public List<Item> in(Section section) {
        return itemsBySection.getOrDefault(section.index(), List.of());
    }

    /** The anonymous items (not the literals), in the order of their sections and offsets. */
    public List<Item> anonymous() {
        return itemsBySection.values().stream()
                .flatMap(List::stream)
                .filter(i -> i.origin() == Origin.ANONYMOUS)
                .toList();
    }

    /** The item that holds the byte; the nearest one before it where the place lies between items. */
    public Optional<Item> at(int sectionIndex, long offset) {
        List<Item> items = itemsBySection.getOrDefault(sectionIndex, List.of());
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
        List<Relocation> relocations = relocations(item.section());
        List<Reference> result = new ArrayList<>();
        for (int i = firstAtOrAfter(relocations, item.offset()); i < relocations.size(); i++) {
            Relocation relocation = relocations.get(i);
            if (relocation.offset() >= item.offset() + item.size()) {
                break;
            }
            result.add(new Reference(
                    relocation.offset() - item.offset(),
                    relocation.type(),
                    relocation.addend(),
                    target(item.section(), relocation)));
        }
        return result;
    }

    private static int firstAtOrAfter(List<Relocation> relocations, long offset) {
        int low = 0;
        int high = relocations.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (relocations.get(middle).offset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private List<Relocation> relocations(Section section) {
        return relocationsBySection.computeIfAbsent(section.index(), i -> {
            List<Relocation> all = new ArrayList<>();
            file.relocationSectionsOf(section).forEach(r -> all.addAll(file.relocations(r)));
            // gas does not write them in order where a function has a hot and a cold part.
            all.sort(Comparator.comparingLong(Relocation::offset));
            return all;
        });
    }

    private long bias(Section section, Relocation relocation) {
        return PcBias.of(file.header().machine(), relocation.type(), section, relocation.offset());
    }

    /** Whether the object refers to a symbol it does not define, and can do without: then its address is 0. */
    public boolean isWeakReference(String name) {
        Set<String> names = weakReferences;
        if (names == null) {
            names = symbols.stream()
                    .filter(s -> s.isUndefined() && s.binding() == Symbol.Binding.WEAK)
                    .map(Symbol::name)
                    .collect(Collectors.toUnmodifiableSet());
            weakReferences = names;
        }
        return names.contains(name);
    }

    private Target target(Section section, Relocation relocation) {
        if (relocation.symbol() == 0) {
            return new Target.Absolute(0);
        }
        Symbol symbol = symbols.get(relocation.symbol());
        if (symbol.isUndefined() || symbol.sectionIndex() == Symbol.COMMON) {
            return new Target.Undefined(symbol.name());
        }
        if (!symbol.isInSection()) {
            return new Target.Absolute(symbol.value());
        }
        // A section symbol says only where the section starts; the item is the one the addend leads to. PC-relative
        // addends count from the next instruction, which on x86-64 begins 4 bytes behind the place.
        boolean bySection = symbol.type() == Symbol.Type.SECTION;
        long place = bySection ? relocation.addend() + bias(section, relocation) : symbol.value();
        return at(symbol.sectionIndex(), Math.max(0, place))
                .<Target>map(item -> new Target.Defined(item, symbol.value() - item.offset()))
                .orElseGet(() -> new Target.Undefined(symbol.name()));
    }
}
