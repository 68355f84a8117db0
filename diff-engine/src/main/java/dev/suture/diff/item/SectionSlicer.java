package dev.suture.diff.item;

import dev.suture.diff.item.Item.Origin;
import dev.suture.elf.ElfBytes;
import dev.suture.elf.ElfFile;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Cuts an object's loaded sections into items: one per named symbol, one per literal of a mergeable section, one for
 * what is left between them.
 */
final class SectionSlicer {
    /** The order in which symbols compete for naming an item: the larger, then the global, then the first. */
    private static final Comparator<Symbol> PRECEDENCE = Comparator.comparingLong(Symbol::value)
            .thenComparing(Comparator.comparingLong(Symbol::size).reversed())
            .thenComparing(Symbol::isLocal)
            .thenComparingInt(Symbol::index);

    private final ElfFile file;
    private final LabelTables labelTables;

    SectionSlicer(ElfFile file) {
        this.file = file;
        this.labelTables = new LabelTables(file);
    }

    /** The items of each loaded section, by section index; both orders ascending. */
    Map<Integer, List<Item>> slice() {
        Map<Integer, List<Symbol>> symbols = symbolsBySection();
        Map<Integer, List<Item>> result = new TreeMap<>();
        for (Section section : file.sections()) {
            if (isOfInterest(section)) {
                List<Symbol> inSection = symbols.getOrDefault(section.index(), List.of());
                result.put(section.index(), List.copyOf(items(section, inSection)));
            }
        }
        return result;
    }

    private static boolean isOfInterest(Section section) {
        // Unwind tables describe functions; they follow them and are no item of their own.
        return section.has(Section.ALLOC)
                && section.type() != Section.NOTE
                && !section.name().startsWith(".eh_frame");
    }

    private Map<Integer, List<Symbol>> symbolsBySection() {
        Map<Integer, List<Symbol>> result = new HashMap<>();
        for (Symbol symbol : file.symbols()) {
            if (symbol.isInSection() && namesAnItem(symbol)) {
                result.computeIfAbsent(symbol.sectionIndex(), i -> new ArrayList<>())
                        .add(symbol);
            }
        }
        result.values().forEach(list -> list.sort(PRECEDENCE));
        return result;
    }

    private static boolean namesAnItem(Symbol symbol) {
        return switch (symbol.type()) {
            case FUNCTION, IFUNC, OBJECT, TLS, COMMON -> true;
            // Assembly sources often leave the type out; local ones of these are labels.
            case NONE -> !symbol.isLocal() && !symbol.name().isEmpty();
            case SECTION, FILE, OTHER -> false;
        };
    }

    private List<Item> items(Section section, List<Symbol> symbols) {
        if (symbols.isEmpty() && section.size() == 0) {
            return List.of();
        }
        if (symbols.isEmpty()) {
            return section.has(Section.MERGE) && section.type() != Section.NOBITS && section.entrySize() > 0
                    ? literals(section)
                    : List.of(unnamed(section, Origin.ANONYMOUS, section.name(), 0, section.size()));
        }
        List<Item> result = new ArrayList<>();
        long covered = 0;
        for (int i = 0; i < symbols.size(); ) {
            Symbol first = symbols.get(i);
            int next = i + 1;
            while (next < symbols.size() && symbols.get(next).value() == first.value()) {
                next++;
            }
            addGap(result, section, covered, first.value());
            long end = end(section, symbols, first, i == 0, next);
            result.add(new Item(
                    section.isCode() ? ItemKind.FUNCTION : ItemKind.DATA,
                    first.name(),
                    isCompilerTable(section, first) || labelTables.isOne(section, first)
                            ? Origin.ANONYMOUS
                            : Origin.NAMED,
                    section,
                    first.value(),
                    Math.max(0, end - first.value()),
                    Optional.of(first),
                    symbols.subList(i + 1, next)));
            covered = Math.max(covered, end);
            i = next;
        }
        addGap(result, section, covered, section.size());
        return result;
    }

    /**
     * gcc turns a switch that only chooses a value into a constant table and names it {@code CSWTCH.number}. Nobody
     * wrote it, and its number shifts: it belongs to the function as its jump tables do.
     */
    private static boolean isCompilerTable(Section section, Symbol symbol) {
        return symbol.isLocal() && symbol.name().startsWith("CSWTCH.") && !section.has(Section.WRITE);
    }

    /** Where the item ends: a section that holds one symbol belongs to it whole, padding and all. */
    private static long end(Section section, List<Symbol> symbols, Symbol first, boolean isFirst, int next) {
        boolean alone = isFirst && next == symbols.size() && first.value() == 0;
        long limit = next < symbols.size() ? symbols.get(next).value() : section.size();
        long end = alone || first.size() == 0 ? limit : first.value() + first.size();
        return Math.min(end, section.size());
    }

    private static void addGap(List<Item> result, Section section, long from, long to) {
        // Between functions lies padding; between data may lie tables and constants that only labels name.
        if (to > from && !section.isCode() && !isZero(section, from, to)) {
            result.add(unnamed(section, Origin.ANONYMOUS, "%s+0x%x".formatted(section.name(), from), from, to - from));
        }
    }

    private static boolean isZero(Section section, long from, long to) {
        if (section.type() == Section.NOBITS) {
            return true;
        }
        for (long at = from; at < to; at++) {
            if (section.contents().u8(at) != 0) {
                return false;
            }
        }
        return true;
    }

    private static List<Item> literals(Section section) {
        List<Item> result = new ArrayList<>();
        ElfBytes bytes = section.contents();
        long unit = Math.min(section.entrySize(), bytes.size());
        for (long at = 0; at < bytes.size(); ) {
            long end = section.isMergeableStrings() ? stringEnd(bytes, at, unit) : Math.min(at + unit, bytes.size());
            result.add(unnamed(section, Origin.LITERAL, literalName(section, at, end), at, end - at));
            at = end;
        }
        return result;
    }

    /** The end of a string of characters {@code unit} bytes wide, its terminator included. */
    private static long stringEnd(ElfBytes bytes, long start, long unit) {
        for (long at = start; at + unit <= bytes.size(); at += unit) {
            boolean terminator = true;
            for (long i = 0; i < unit && terminator; i++) {
                terminator = bytes.u8(at + i) == 0;
            }
            if (terminator) {
                return at + unit;
            }
        }
        return bytes.size();
    }

    private static String literalName(Section section, long from, long to) {
        if (!section.isMergeableStrings() || section.entrySize() != 1) {
            return "%s+0x%x".formatted(section.name(), from);
        }
        byte[] text = section.contents().copy(from, (int) Math.min(to - from, 60));
        int length = text.length > 0 && text[text.length - 1] == 0 ? text.length - 1 : text.length;
        String shown = new String(text, 0, length, StandardCharsets.UTF_8)
                .replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("\"", "\\\"");
        return to - from > text.length ? "\"" + shown + "…\"" : "\"" + shown + "\"";
    }

    private static Item unnamed(Section section, Origin origin, String name, long offset, long size) {
        ItemKind kind = section.isCode() ? ItemKind.FUNCTION : ItemKind.DATA;
        return new Item(kind, name, origin, section, offset, size, Optional.empty(), List.of());
    }
}
