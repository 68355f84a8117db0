package dev.suture.elf.dwarf;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Lazy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The debug sections of one file, each opened (and decompressed, if need be) when first asked for. */
final class DwarfSections {
    private static final int ABBREVIATION_TABLES_KEPT = 16;

    private final ElfFile file;
    private final Map<String, Lazy<DebugSection>> sections = new HashMap<>();
    private final Lazy<List<UnitHeader>> units;
    private final Lazy<Map<Long, UnitHeader>> typeUnits;
    private final Lazy<Map<Integer, List<UnitHeader>>> bySection;
    private final Map<Long, Abbreviations> abbreviations = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Abbreviations> eldest) {
            return size() > ABBREVIATION_TABLES_KEPT;
        }
    };

    DwarfSections(ElfFile file) {
        this.file = file;
        for (String kind : List.of("abbrev", "str", "line_str", "str_offsets", "addr", "ranges", "rnglists", "line")) {
            sections.put(kind, Lazy.of(() -> DebugSection.of(file, kind)));
        }
        this.units = Lazy.of(this::readUnits);
        this.typeUnits = Lazy.of(this::indexTypes);
        this.bySection = Lazy.of(() -> units().stream()
                .collect(Collectors.groupingBy(unit -> unit.section().index())));
    }

    ElfFile file() {
        return file;
    }

    DebugSection get(String kind) {
        return sections.get(kind).get();
    }

    private List<UnitHeader> readUnits() {
        List<UnitHeader> result = new ArrayList<>();
        DebugSection.all(file, "info").forEach(section -> result.addAll(UnitHeader.readAll(section, false)));
        DebugSection.all(file, "types").forEach(section -> result.addAll(UnitHeader.readAll(section, true)));
        return List.copyOf(result);
    }

    private Map<Long, UnitHeader> indexTypes() {
        Map<Long, UnitHeader> result = new HashMap<>();
        units().stream().filter(UnitHeader::isType).forEach(unit -> result.putIfAbsent(unit.typeSignature(), unit));
        return result;
    }

    /** All units: those of {@code .debug_info} in file order, then those of {@code .debug_types}. */
    List<UnitHeader> units() {
        return units.get();
    }

    Optional<UnitHeader> typeUnit(long signature) {
        return Optional.ofNullable(typeUnits.get().get(signature));
    }

    /**
     * The unit that holds an offset.
     *
     * @param section index of the section, if a relocation names it; 0 for the only one of a linked file
     */
    Optional<UnitHeader> unitAt(int section, long offset) {
        List<UnitHeader> all = section == 0 ? units() : bySection.get().getOrDefault(section, List.of());
        int low = 0;
        int high = all.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            UnitHeader unit = all.get(middle);
            if (offset < unit.offset()) {
                high = middle - 1;
            } else if (offset >= unit.end()) {
                low = middle + 1;
            } else {
                return Optional.of(unit);
            }
        }
        return Optional.empty();
    }

    Abbreviations abbreviations(long offset) {
        synchronized (abbreviations) {
            Abbreviations known = abbreviations.get(offset);
            if (known == null) {
                known = Abbreviations.read(get("abbrev").reader(offset));
                abbreviations.put(offset, known);
            }
            return known;
        }
    }
}
