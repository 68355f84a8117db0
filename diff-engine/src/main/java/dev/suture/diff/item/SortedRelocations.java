package dev.suture.diff.item;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Relocation;
import dev.suture.elf.RelocationTable;
import dev.suture.elf.Section;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The relocations of one section, by offset. Nearly always they stand so in the file, and nothing is decoded or copied. */
final class SortedRelocations {
    private static final SortedRelocations NONE = new SortedRelocations(null, List.of());

    /** The file's table, where it is sorted; otherwise {@link #sorted} has the entries. */
    private final RelocationTable table;

    private final List<Relocation> sorted;

    private SortedRelocations(RelocationTable table, List<Relocation> sorted) {
        this.table = table;
        this.sorted = sorted;
    }

    static SortedRelocations of(ElfFile file, Section section) {
        List<Section> tables = file.relocationSectionsOf(section);
        if (tables.isEmpty()) {
            return NONE;
        }
        if (tables.size() == 1) {
            RelocationTable only = file.relocations(tables.getFirst());
            if (only.isSorted()) {
                return new SortedRelocations(only, List.of());
            }
        }
        // gas does not write them in order where a function has a hot and a cold part.
        List<Relocation> all = new ArrayList<>();
        tables.forEach(table -> all.addAll(file.relocations(table)));
        all.sort(Comparator.comparingLong(Relocation::offset));
        return new SortedRelocations(null, all);
    }

    int size() {
        return table != null ? table.size() : sorted.size();
    }

    long offset(int i) {
        return table != null ? table.offsetOf(i) : sorted.get(i).offset();
    }

    int type(int i) {
        return table != null ? table.typeOf(i) : sorted.get(i).type();
    }

    int symbol(int i) {
        return table != null ? table.symbolOf(i) : sorted.get(i).symbol();
    }

    long addend(int i) {
        return table != null ? table.addendOf(i) : sorted.get(i).addend();
    }

    /** Those from index {@code first} up to {@code end}, decoded. */
    List<Relocation> between(int first, int end) {
        return (table != null ? table : sorted).subList(first, end);
    }

    /** The index of the first relocation at or behind an offset. */
    int firstFrom(long offset) {
        int low = 0;
        int high = size();
        // Mostly the whole section is asked for: then it is the first one, or there is none.
        if (high == 0 || offset(0) >= offset) {
            return 0;
        }
        if (offset(high - 1) < offset) {
            return high;
        }
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
}
