package dev.suture.elf.dwarf;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.Relocation;
import dev.suture.elf.RelocationField;
import dev.suture.elf.RelocationTable;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.elf.SymbolTable;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The relocations of one debug section of a relocatable file, found by the offset they apply to. Applied as a linker
 * would that places every section at address 0, so that a relocated address is an offset in its section.
 */
final class DebugRelocations {
    static final DebugRelocations NONE = new DebugRelocations();

    /**
     * What a relocated number is.
     *
     * @param value the number
     * @param section the section whose address is part of it; 0 if there is none
     */
    record Resolved(long value, int section) {}

    private final ElfFile file;
    private final RelocationTable entries;
    private final SymbolTable symbols;
    private final boolean explicit;
    /** Where the assembler did not write them by offset: the entries' indices in that order. Empty where it did. */
    private final int[] order;
    /** The offsets in ascending order, where {@link #order} is not empty. */
    private final long[] offsets;

    private final int count;
    private int guess;

    private DebugRelocations() {
        this.file = null;
        this.entries = null;
        this.symbols = null;
        this.explicit = true;
        this.order = new int[0];
        this.offsets = new long[0];
        this.count = 0;
    }

    private DebugRelocations(ElfFile file, Section section) {
        this.file = file;
        this.entries = file.relocations(section);
        this.symbols = file.symbolTable(file.section(section.link()));
        this.explicit = section.type() == Section.RELA;
        this.count = entries.size();
        this.order = entries.isSorted() ? new int[0] : byOffset(entries);
        this.offsets = IntStream.of(order).mapToLong(entries::offsetOf).toArray();
    }

    static DebugRelocations of(ElfFile file, Section target) {
        // Only the first relocation section is applied: compilers never write two for one section.
        return file.header().type() != ElfHeader.Type.RELOCATABLE
                ? NONE
                : file.relocationSectionsOf(target).stream()
                        .findFirst()
                        .map(section -> new DebugRelocations(file, section))
                        .orElse(NONE);
    }

    /** Stably: the halves of differences stay paired. */
    private static int[] byOffset(RelocationTable entries) {
        return IntStream.range(0, entries.size())
                .boxed()
                .sorted(Comparator.comparingLong(entries::offsetOf))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    boolean isEmpty() {
        return count == 0;
    }

    private int entry(int i) {
        return order.length == 0 ? i : order[i];
    }

    private long offset(int i) {
        return order.length == 0 ? entries.offsetOf(i) : offsets[i];
    }

    /** The number at {@code offset} in the section, where {@code stored} stands in {@code size} bytes. */
    Resolved resolve(long offset, int size, long stored) {
        Resolved result = new Resolved(stored, 0);
        boolean first = true;
        for (int i = firstAt(offset); i < count && offset(i) == offset; i++) {
            Relocation entry = entries.get(entry(i));
            Optional<RelocationField> field =
                    RelocationField.of(file.header().machine(), entry.type()).filter(f -> f.size() == size);
            if (field.isPresent()) {
                result = apply(field.get(), entry, result, first ? stored : result.value());
                first = false;
            }
        }
        return result;
    }

    private Resolved apply(RelocationField field, Relocation entry, Resolved before, long stored) {
        int place = symbols.sectionIndexOf(entry.symbol());
        int section = Math.max(0, place);
        long target = section > 0 || place == Symbol.ABSOLUTE ? symbols.valueOf(entry.symbol()) : 0;
        return switch (field.operation()) {
            case ABSOLUTE -> new Resolved(target + (explicit ? entry.addend() : stored), section);
            case PC_RELATIVE -> new Resolved(target + (explicit ? entry.addend() : stored) - entry.offset(), section);
            case ADD -> new Resolved(before.value() + target + entry.addend(), 0);
            case SUBTRACT -> new Resolved(mask(before.value() - target - entry.addend(), field.size()), 0);
        };
    }

    private static long mask(long value, int size) {
        return size == 8 ? value : value & ((1L << (size * 8)) - 1);
    }

    private int firstAt(long offset) {
        // Entries are read one after the other, so the next relocation is mostly the one wanted. Threads may
        // overwrite each other's guess, which costs a search and nothing else.
        int likely = guess;
        if (!isFirstAt(likely, offset)) {
            likely = isFirstAt(likely + 1, offset) ? likely + 1 : search(offset);
            guess = likely;
        }
        return likely;
    }

    private boolean isFirstAt(int i, long offset) {
        return i <= count && (i == 0 || offset(i - 1) < offset) && (i == count || offset(i) >= offset);
    }

    private int search(long offset) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (offset(middle) < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The sections whose addresses are written between two offsets of the debug section. */
    IntStream sectionsBetween(long start, long end) {
        return IntStream.range(firstAt(start), firstAt(end))
                .map(i -> symbols.sectionIndexOf(entries.symbolOf(entry(i))))
                .filter(section -> section > 0);
    }
}
