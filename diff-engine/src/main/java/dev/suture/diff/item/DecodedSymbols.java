package dev.suture.diff.item;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Symbol;
import dev.suture.elf.SymbolTable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The symbols of one table, each decoded when first asked for and kept: a symbol may be the target of thousands of
 * relocations. Safe for use by several threads.
 */
final class DecodedSymbols {
    private final SymbolTable table;
    private final AtomicReferenceArray<Symbol> decoded;
    private final ElfFile file;
    /**
     * Characters that names may still take. Names can share bytes of the string table, so a malformed file could name
     * each of its symbols with nearly all of itself.
     */
    private final AtomicLong nameRoom;

    DecodedSymbols(ElfFile file) {
        this.table = file.symbols();
        this.file = file;
        this.nameRoom = new AtomicLong(4 * file.bytes().size());
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
            if (nameRoom.addAndGet(-known.name().length()) < 0) {
                throw file.bytes().error(0, "names of symbols that together are shorter than four times the file");
            }
            decoded.set(index, known);
        }
        return known;
    }
}
