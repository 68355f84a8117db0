package dev.suture.diff.item;

import dev.suture.elf.Machine;
import dev.suture.elf.Symbol;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The marks of AArch64 objects that say what bytes of a code section are: {@code $x} begins instructions, {@code $d}
 * data (ELF for the Arm 64-bit Architecture, "Mapping symbols"). On other machines there are none.
 */
final class MappingSymbols {
    /** Section index → value → whether data begins there. */
    private final Map<Integer, TreeMap<Long, Boolean>> bySection = new HashMap<>();

    MappingSymbols(Machine machine, Iterable<Symbol> symbols) {
        if (machine != Machine.AARCH64) {
            return;
        }
        for (Symbol symbol : symbols) {
            boolean data = isMark(symbol, "$d");
            if (symbol.isInSection() && symbol.type() == Symbol.Type.NONE && (data || isMark(symbol, "$x"))) {
                bySection
                        .computeIfAbsent(symbol.sectionIndex(), i -> new TreeMap<>())
                        .put(symbol.value(), data);
            }
        }
    }

    private static boolean isMark(Symbol symbol, String mark) {
        return symbol.name().equals(mark) || symbol.name().startsWith(mark + ".");
    }

    /**
     * Where a function ends that has {@code end} as its symbol's end: gcc places a function's pool of constants behind
     * it, outside of what its symbol's size covers.
     *
     * @param limit where the next function begins
     */
    long endWithPool(int section, long end, long limit) {
        TreeMap<Long, Boolean> marks = bySection.getOrDefault(section, new TreeMap<>());
        for (Map.Entry<Long, Boolean> mark : marks.subMap(end, limit).entrySet()) {
            if (mark.getValue()) {
                Long next = marks.higherKey(mark.getKey());
                return next == null ? limit : Math.min(next, limit);
            }
        }
        return end;
    }
}
