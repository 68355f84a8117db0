package dev.suture.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The symbols of a file that is being built, named by handles until their places in the table are known. */
final class SymbolTableBuilder {
    private final ByteOrder order;
    private final List<SymbolPart> symbols = new ArrayList<>();

    SymbolTableBuilder(ByteOrder order) {
        this.order = order;
    }

    record SymbolPart(
            String name, long value, long size, Symbol.Type type, Symbol.Binding binding, int other, int section) {
        boolean isLocal() {
            return binding == Symbol.Binding.LOCAL;
        }

        boolean isGnu() {
            return binding == Symbol.Binding.UNIQUE || type == Symbol.Type.IFUNC;
        }
    }

    /** Adds a symbol; returns its handle, which is at least 1. */
    int add(SymbolPart symbol) {
        symbols.add(symbol);
        return symbols.size();
    }

    /** The index of the first symbol in the file that is not local. */
    int firstGlobal() {
        return 1 + (int) symbols.stream().filter(SymbolPart::isLocal).count();
    }

    /** Whether a symbol stands in a section whose index has no room in it. */
    boolean needsExtendedIndices() {
        return symbols.stream().anyMatch(symbol -> symbol.section() >= Symbol.FIRST_RESERVED);
    }

    boolean isGnu() {
        return symbols.stream().anyMatch(SymbolPart::isGnu);
    }

    /** The index in the file of each handle: locals first, as the gABI asks, each kind in the order it was added. */
    int[] order() {
        int[] index = new int[symbols.size() + 1];
        int next = 1;
        for (boolean local : new boolean[] {true, false}) {
            for (int i = 0; i < symbols.size(); i++) {
                if (symbols.get(i).isLocal() == local) {
                    index[i + 1] = next++;
                }
            }
        }
        return index;
    }

    /** The contents of the table; the names go into {@code strings}. */
    byte[] bytes(int[] fileIndex, StringTable strings) {
        ByteBuffer out =
                ByteBuffer.allocate((symbols.size() + 1) * SymbolTable.ENTRY).order(order);
        for (int i = 0; i < symbols.size(); i++) {
            SymbolPart symbol = symbols.get(i);
            out.position(fileIndex[i + 1] * SymbolTable.ENTRY);
            out.putInt(strings.add(symbol.name));
            out.put((byte) (symbol.binding.number() << 4 | symbol.type.number()));
            out.put((byte) symbol.other);
            out.putShort((short) (symbol.section >= Symbol.FIRST_RESERVED ? Symbol.EXTENDED : symbol.section));
            out.putLong(symbol.value);
            out.putLong(symbol.size);
        }
        return out.array();
    }

    /** gABI, SHT_SYMTAB_SHNDX: one word for each symbol, 0 for those whose section fits in 16 bits. */
    byte[] extendedIndices(int[] fileIndex) {
        ByteBuffer out = ByteBuffer.allocate((symbols.size() + 1) * 4).order(order);
        for (int i = 0; i < symbols.size(); i++) {
            int section = symbols.get(i).section();
            out.putInt(fileIndex[i + 1] * 4, section >= Symbol.FIRST_RESERVED ? section : 0);
        }
        return out.array();
    }
}
