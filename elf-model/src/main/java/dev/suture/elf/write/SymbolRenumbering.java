package dev.suture.elf.write;

import dev.suture.elf.ElfFile;
import dev.suture.elf.RawSection;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.elf.SymbolTable;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Rewrites the symbol table of a relocatable file for sections that have other numbers, or are gone. */
final class SymbolRenumbering {
    private static final int ENTRY = 24;
    private static final int FIRST_RESERVED = 0xff00;
    private static final int EXTENDED = 0xffff;

    private final ElfFile file;
    private final Optional<Section> section;
    private final int[] sectionIndices;
    /** The new index of each symbol, -1 for those that go. */
    private final int[] symbolIndices;

    private final ByteBuffer entries;
    private final ByteBuffer extended;
    private boolean needsExtended;
    private int locals;

    SymbolRenumbering(ElfFile file, int[] sectionIndices) {
        this.file = file;
        this.sectionIndices = sectionIndices;
        this.section =
                file.sections().stream().filter(s -> s.type() == Section.SYMTAB).findFirst();
        SymbolTable symbols = file.symbols();
        this.symbolIndices = new int[symbols.size()];
        int count = number(symbols);
        this.entries = ByteBuffer.allocate(count * ENTRY).order(file.header().order());
        this.extended = ByteBuffer.allocate(count * 4).order(file.header().order());
        for (int i = 0; i < symbols.size(); i++) {
            if (symbolIndices[i] >= 0) {
                put(symbols, i);
            }
        }
    }

    private int number(SymbolTable symbols) {
        int next = 0;
        for (int i = 0; i < symbols.size(); i++) {
            Symbol symbol = symbols.get(i);
            boolean goes = isOrphan(symbol) && symbol.isLocal();
            symbolIndices[i] = goes ? -1 : next++;
            locals = !goes && symbol.isLocal() ? next : locals;
        }
        return next;
    }

    private boolean isOrphan(Symbol symbol) {
        return symbol.isInSection() && sectionIndices[symbol.sectionIndex()] == 0;
    }

    private void put(SymbolTable symbols, int index) {
        Symbol symbol = symbols.get(index);
        int at = symbolIndices[index] * ENTRY;
        entries.put(at, section.orElseThrow().contents().copy((long) index * ENTRY, ENTRY));
        if (isOrphan(symbol)) {
            // What is left is a reference to a symbol of that name, of no type, value or size.
            entries.put(at + 4, (byte) (symbol.binding().number() << 4));
            entries.putShort(at + 6, (short) 0).putLong(at + 8, 0).putLong(at + 16, 0);
        } else if (symbol.isInSection()) {
            int renumbered = sectionIndices[symbol.sectionIndex()];
            boolean wide = renumbered >= FIRST_RESERVED;
            entries.putShort(at + 6, (short) (wide ? EXTENDED : renumbered));
            extended.putInt(symbolIndices[index] * 4, wide ? renumbered : 0);
            needsExtended |= wide;
        }
    }

    byte[] table() {
        return entries.array();
    }

    /** {@code sh_info} of the table: one more than the last local symbol. */
    int locals() {
        return locals;
    }

    /** The section of extended indices, where a symbol needs one. */
    Optional<RawSection> extendedIndices() {
        return Optional.of(extended.array())
                .filter(bytes -> needsExtended)
                .map(bytes -> new RawSection(
                        ".symtab_shndx",
                        Section.SYMTAB_SHNDX,
                        0,
                        4,
                        4,
                        bytes,
                        bytes.length,
                        sectionIndices[section.orElseThrow().index()],
                        0));
    }

    int required(int symbol, Section user) {
        Symbol old = file.symbols().get(symbol);
        if (symbolIndices[symbol] < 0) {
            throw new IllegalStateException(
                    "%s: section %s refers to symbol %d %s, whose section is to be dropped; drop both or none"
                            .formatted(file, user.name(), symbol, old.name()));
        }
        return symbolIndices[symbol];
    }

    /** The entries of a relocation section with the new numbers of their symbols. */
    byte[] relocations(Section relocations, byte[] contents) {
        int size = relocations.type() == Section.RELA ? 24 : 16;
        ByteBuffer result = ByteBuffer.wrap(contents).order(file.header().order());
        for (int at = 0; at + size <= contents.length; at += size) {
            long info = result.getLong(at + 8);
            long symbol = required((int) (info >>> 32), relocations);
            result.putLong(at + 8, symbol << 32 | info & 0xffffffffL);
        }
        return result.array();
    }
}
