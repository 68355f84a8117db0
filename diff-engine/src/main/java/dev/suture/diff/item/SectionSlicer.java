package dev.suture.diff.item;

import dev.suture.diff.item.Item.Origin;
import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.Section;
import dev.suture.elf.Segment;
import dev.suture.elf.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts an object's loaded sections into items: one per named symbol, one per literal of a mergeable section, one for
 * what is left between them.
 */
final class SectionSlicer {
    /** Symbols may lie in each other, but not so that all of them together are no longer in proportion to the file. */
    private static final long MOST_COVERED = 64;

    private final ElfFile file;
    private final DecodedSymbols symbols;
    private final Wiring wiring;
    private final LabelTables labelTables;
    private final boolean linked;
    private final long threadBlock;
    private final MappingSymbols marks;

    SectionSlicer(ElfFile file, DecodedSymbols symbols, Wiring wiring) {
        this.file = file;
        this.symbols = symbols;
        this.wiring = wiring;
        this.labelTables = new LabelTables(file);
        this.linked = file.header().type() != ElfHeader.Type.RELOCATABLE;
        this.marks = new MappingSymbols(file.header().machine(), file.symbols());
        this.threadBlock = file.segments().stream()
                .filter(s -> s.type() == Segment.TLS)
                .mapToLong(Segment::address)
                .findFirst()
                .orElse(0);
    }

    /** For each section, by its index, the items by offset; none for sections that are not loaded. */
    List<List<Item>> slice() {
        List<List<Symbol>> bySection = new NamingSymbols(file, symbols).bySection();
        List<List<Item>> result = new ArrayList<>(bySection.size());
        List<Section> loaded = new ArrayList<>();
        List<Section> withGaps = new ArrayList<>();
        for (Section section : file.sections()) {
            List<Item> items = List.of();
            if (isOfInterest(section)) {
                items = named(section, bySection.get(section.index()));
                loaded.add(section);
                if (!isLiterals(section, items) && hasGap(section, items)) {
                    withGaps.add(section);
                }
            }
            result.add(items);
        }
        CutPoints cuts = new CutPoints(wiring, withGaps);
        for (Section section : loaded) {
            List<Item> items = result.get(section.index());
            result.set(
                    section.index(),
                    isLiterals(section, items) ? Literals.of(section) : new GapFiller(section, cuts).fill(items));
        }
        return List.copyOf(result);
    }

    private boolean isOfInterest(Section section) {
        boolean loaded = section.has(Section.ALLOC) && (section.size() > 0 || !linked);
        // Unwind tables describe functions; they follow them and are no item of their own.
        return loaded
                && section.type() != Section.NULL
                && section.type() != Section.NOTE
                && !section.name().startsWith(".eh_frame")
                && !(linked && isLinkers(section));
    }

    /** Sections the linker makes up; what they hold is seen through the references to it. */
    private static boolean isLinkers(Section section) {
        boolean contents = switch (section.type()) {
            case Section.PROGBITS, Section.NOBITS, Section.INIT_ARRAY, Section.FINI_ARRAY, Section.PREINIT_ARRAY ->
                true;
            default -> false;
        };
        String name = section.name();
        return !contents
                || name.startsWith(".plt")
                || name.startsWith(".got")
                || name.equals(".interp")
                || name.equals(".init")
                || name.equals(".fini")
                || name.equals(".gcc_except_table");
    }

    private static boolean isLiterals(Section section, List<Item> named) {
        return named.isEmpty()
                && section.has(Section.MERGE)
                && section.type() != Section.NOBITS
                && section.entrySize() > 0;
    }

    private boolean hasGap(Section section, List<Item> named) {
        long covered = 0;
        for (Item item : named) {
            covered += item.size();
        }
        // Code that no symbol names are pieces that tables lead to, e.g. the kernel's alternatives.
        boolean pieces = !section.isCode() || named.isEmpty() && !linked;
        return pieces && section.type() != Section.NOBITS && covered < section.size();
    }

    /** In linked files symbols hold addresses, thread-local ones offsets in the TLS block (ELF gABI, "Symbol Values"). */
    private long offset(Section section, Symbol symbol) {
        if (!linked) {
            return symbol.value();
        }
        long start = symbol.type() == Symbol.Type.TLS ? threadBlock : 0;
        return start + symbol.value() - section.address();
    }

    /** One item for each place that symbols name. */
    private List<Item> named(Section section, List<Symbol> symbols) {
        List<Item> result = new ArrayList<>();
        long room = section.type() == Section.NOBITS ? Long.MAX_VALUE : MOST_COVERED * (section.size() + 1);
        for (int i = 0; i < symbols.size(); ) {
            Symbol first = symbols.get(i);
            int next = i + 1;
            while (next < symbols.size() && symbols.get(next).value() == first.value()) {
                next++;
            }
            long from = offset(section, first);
            long limit = next < symbols.size() ? limit(section, from, symbols.get(next)) : section.size();
            boolean alone = i == 0 && next == symbols.size() && from == 0 && !linked;
            if (from >= 0 && from < Math.max(1, section.size())) {
                // A section that holds one symbol belongs to it whole, padding and all.
                long end = alone || first.size() == 0 ? limit : end(section, first, from, limit);
                result.add(new Item(
                        section.isCode() ? ItemKind.FUNCTION : ItemKind.DATA,
                        first.name(),
                        isCompilerTable(section, first) || !linked && labelTables.isOne(section, first)
                                ? Origin.ANONYMOUS
                                : Origin.NAMED,
                        section,
                        from,
                        Math.max(0, Math.min(end, section.size()) - from),
                        Optional.of(first),
                        symbols.subList(i + 1, next)));
                room -= result.getLast().size();
                if (room < 0) {
                    throw tooMuch(section, first);
                }
            }
            i = next;
        }
        return result;
    }

    private ElfFormatException tooMuch(Section section, Symbol symbol) {
        return file.bytes()
                .error(
                        section.offset(),
                        "symbols that cover section %s at most %d times over, which those up to %s exceed"
                                .formatted(section.name(), MOST_COVERED, symbol.name()));
    }

    /** Where the next symbol stands; the section's end where that is no place behind this one. */
    private long limit(Section section, long from, Symbol next) {
        long limit = offset(section, next);
        return limit < from || limit > section.size() ? section.size() : limit;
    }

    private long end(Section section, Symbol symbol, long from, long limit) {
        // Sizes are unsigned, and may be any number in a malformed file.
        long size = symbol.size() < 0 ? section.size() : Math.min(symbol.size(), section.size());
        long end = from + size;
        long start = linked ? section.address() : 0;
        return section.isCode() && end < limit
                ? marks.endWithPool(section.index(), start + end, start + limit) - start
                : end;
    }

    /**
     * gcc turns a switch that only chooses a value into a constant table and names it {@code CSWTCH.number}. Nobody
     * wrote it, and its number shifts: it belongs to the function as its jump tables do.
     */
    private static boolean isCompilerTable(Section section, Symbol symbol) {
        return symbol.isLocal() && symbol.name().startsWith("CSWTCH.") && !section.has(Section.WRITE);
    }
}
