package dev.suture.diff.item;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** Which of a file's symbols name functions and data. */
final class NamingSymbols {
    /** The order in which symbols compete for naming an item: the larger, then the global, then the first. */
    private static final Comparator<Symbol> PRECEDENCE = Comparator.comparingLong(Symbol::value)
            .thenComparing(Comparator.comparingLong(Symbol::size).reversed())
            .thenComparing(Symbol::isLocal)
            .thenComparingInt(Symbol::index);

    /** clang keeps the labels of literals and tables where a relocation needs one; their numbers shift. */
    private static final String ASSEMBLER_LABEL = ".L";

    private final ElfFile file;
    private final DecodedSymbols symbols;
    private final boolean linked;

    NamingSymbols(ElfFile file, DecodedSymbols symbols) {
        this.file = file;
        this.symbols = symbols;
        this.linked = file.header().type() != ElfHeader.Type.RELOCATABLE;
    }

    /** For each section, by its index, the symbols in the order of their places, those that name an item first. */
    List<List<Symbol>> bySection() {
        List<List<Symbol>> result =
                new ArrayList<>(Collections.nCopies(file.sections().size(), List.of()));
        for (int i = 0; i < symbols.size(); i++) {
            if (!namesNothing(symbols.typeOf(i))) {
                Symbol symbol = symbols.get(i);
                if (symbol.isInSection() && namesAnItem(symbol) && !isStartupTable(symbol.sectionIndex())) {
                    add(result, symbol);
                }
            }
        }
        for (List<Symbol> list : result) {
            if (list.size() > 1) {
                list.sort(PRECEDENCE);
            }
        }
        return result;
    }

    /** The start files name the first entry of a linked file's table; the table is one piece all the same. */
    private boolean isStartupTable(int sectionIndex) {
        return switch (file.section(sectionIndex).type()) {
            case Section.INIT_ARRAY, Section.FINI_ARRAY, Section.PREINIT_ARRAY -> linked;
            default -> false;
        };
    }

    /** With a section for each function, most sections have one symbol: these need no list that can grow. */
    private static void add(List<List<Symbol>> bySection, Symbol symbol) {
        List<Symbol> present = bySection.get(symbol.sectionIndex());
        if (present.isEmpty()) {
            bySection.set(symbol.sectionIndex(), List.of(symbol));
            return;
        }
        if (present.size() == 1) {
            present = new ArrayList<>(present);
            bySection.set(symbol.sectionIndex(), present);
        }
        present.add(symbol);
    }

    private static boolean namesNothing(Symbol.Type type) {
        return type == Symbol.Type.SECTION || type == Symbol.Type.FILE;
    }

    private static boolean namesAnItem(Symbol symbol) {
        if (symbol.isLocal() && symbol.name().startsWith(ASSEMBLER_LABEL)) {
            return false;
        }
        return switch (symbol.type()) {
            case FUNCTION, IFUNC, OBJECT, TLS, COMMON -> true;
            // Assembly sources often leave the type out; local ones of these are labels.
            case NONE -> !symbol.isLocal() && !symbol.name().isEmpty();
            case SECTION, FILE, OTHER -> false;
        };
    }
}
