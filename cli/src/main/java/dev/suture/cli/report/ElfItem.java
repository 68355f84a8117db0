package dev.suture.cli.report;

import dev.suture.diff.item.ItemKind;
import dev.suture.elf.ElfFile;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.elf.SymbolTable;
import java.util.Comparator;
import java.util.List;

/**
 * A function or datum that a symbol of a file names.
 *
 * @param kind function or data
 * @param name as the linker knows it
 * @param section name of the section it lies in
 * @param place byte offset in the section (relocatable files) or address (linked files)
 * @param size in bytes, 0 if the symbol does not say
 * @param binding who sees it
 */
record ElfItem(ItemKind kind, String name, String section, long place, long size, Symbol.Binding binding) {
    /** By section and place, from {@code .symtab}; of a stripped file, what the dynamic linker sees. */
    static List<ElfItem> of(ElfFile file) {
        SymbolTable symbols = file.symbols().isEmpty() ? file.dynamicSymbols() : file.symbols();
        return symbols.stream()
                .filter(s -> s.isInSection() && !s.name().isEmpty() && namesAnItem(file, s))
                .sorted(Comparator.comparingInt(Symbol::sectionIndex)
                        .thenComparingLong(Symbol::value)
                        .thenComparing(Symbol::name))
                .map(s -> new ElfItem(
                        s.isFunction() ? ItemKind.FUNCTION : ItemKind.DATA,
                        s.name(),
                        file.section(s.sectionIndex()).name(),
                        s.value(),
                        s.size(),
                        s.binding()))
                .toList();
    }

    /** Sections, files and untyped labels name places, not items. */
    private static boolean namesAnItem(ElfFile file, Symbol symbol) {
        return switch (symbol.type()) {
            case FUNCTION, IFUNC, OBJECT, TLS, COMMON ->
                file.section(symbol.sectionIndex()).has(Section.ALLOC);
            case NONE, SECTION, FILE, OTHER -> false;
        };
    }
}
