package dev.suture.benchmarks;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Symbol;
import dev.suture.elf.SymbolTable;
import java.nio.file.Path;

/** Opens a file, decodes every symbol with its name, and prints how many there are and how many name functions. */
public final class ReadSymbols {
    private ReadSymbols() {}

    /** What was read: counts, and the length of all names together, so that nothing read may be left out. */
    record Totals(int symbols, int functions, long nameCharacters) {}

    public static void main(String[] arguments) {
        System.out.println(totals(Path.of(arguments[0])));
    }

    static Totals totals(Path path) {
        ElfFile file = ElfFile.open(path);
        int symbols = 0;
        int functions = 0;
        long characters = 0;
        for (SymbolTable table : new SymbolTable[] {file.symbols(), file.dynamicSymbols()}) {
            for (Symbol symbol : table) {
                symbols++;
                functions += symbol.isFunction() ? 1 : 0;
                characters += symbol.name().length();
            }
        }
        return new Totals(symbols, functions, characters);
    }
}
