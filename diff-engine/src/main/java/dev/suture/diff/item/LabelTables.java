package dev.suture.diff.item;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Recognises the tables of addresses of labels ({@code &&label}) that computed gotos use. They lead into the middle of
 * the function they stand in, so they are a part of it as its switch tables are, though they have a name: another
 * version of the function needs another table.
 */
final class LabelTables {
    private final ElfFile file;
    private final Map<Integer, NavigableMap<Long, Relocation>> relocations = new HashMap<>();
    private Set<String> functionStarts = Set.of();

    LabelTables(ElfFile file) {
        this.file = file;
    }

    boolean isOne(Section section, Symbol symbol) {
        if (section.isCode() || !symbol.isLocal() || symbol.type() != Symbol.Type.OBJECT) {
            return false;
        }
        if (file.relocationSectionsOf(section).isEmpty()) {
            return false;
        }
        long start = symbol.value();
        long end = start + Math.min(symbol.size(), section.size());
        // A symbol may claim to begin or end anywhere.
        if (end <= start) {
            return false;
        }
        Collection<Relocation> inside =
                relocationsOf(section).subMap(start, end).values();
        return !inside.isEmpty()
                && inside.stream().allMatch(this::leadsToCode)
                && inside.stream().anyMatch(this::leadsInside);
    }

    private NavigableMap<Long, Relocation> relocationsOf(Section section) {
        return relocations.computeIfAbsent(section.index(), i -> {
            NavigableMap<Long, Relocation> byOffset = new TreeMap<>();
            file.relocationSectionsOf(section)
                    .forEach(r -> file.relocations(r).forEach(e -> byOffset.put(e.offset(), e)));
            return byOffset;
        });
    }

    private boolean leadsToCode(Relocation relocation) {
        Symbol symbol = file.symbols().get(relocation.symbol());
        return symbol.isInSection() && file.section(symbol.sectionIndex()).isCode();
    }

    private boolean leadsInside(Relocation relocation) {
        Symbol symbol = file.symbols().get(relocation.symbol());
        return !starts().contains(place(symbol.sectionIndex(), symbol.value() + relocation.addend()));
    }

    private Set<String> starts() {
        if (functionStarts.isEmpty()) {
            Set<String> starts = new HashSet<>();
            for (Symbol symbol : file.symbols()) {
                if (symbol.isFunction() && symbol.isInSection()) {
                    starts.add(place(symbol.sectionIndex(), symbol.value()));
                }
            }
            functionStarts = starts;
        }
        return functionStarts;
    }

    private static String place(int section, long offset) {
        return section + ":" + offset;
    }
}
