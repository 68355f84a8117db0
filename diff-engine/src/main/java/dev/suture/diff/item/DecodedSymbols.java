package dev.suture.diff.item;

import dev.suture.elf.Symbol;
import dev.suture.elf.SymbolTable;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The symbols of one table, each decoded when first asked for and kept: a symbol may be the target of thousands of
 * relocations. Safe for use by several threads.
 */
final class DecodedSymbols {
    private final SymbolTable table;
    private final AtomicReferenceArray<Symbol> decoded;

    DecodedSymbols(SymbolTable table) {
        this.table = table;
        this.decoded = new AtomicReferenceArray<>(table.size());
    }

    int size() {
        return table.size();
    }

    /** What kind of symbol it is; decodes nothing else. */
    Symbol.Type typeOf(int index) {
        return table.typeOf(index);
    }

    /** @throws dev.suture.elf.ElfFormatException if there is no such symbol or it is malformed */
    Symbol get(int index) {
        if (index < 0 || index >= decoded.length()) {
            return table.get(index);
        }
        Symbol known = decoded.get(index);
        if (known == null) {
            known = table.get(index);
            decoded.set(index, known);
        }
        return known;
    }
}
