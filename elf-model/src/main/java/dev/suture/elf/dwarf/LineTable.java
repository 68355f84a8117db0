package dev.suture.elf.dwarf;

import dev.suture.elf.ElfHeader;
import dev.suture.elf.Lazy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which source line code comes from ({@code .debug_line}, DWARF 2 to 5). A unit's table is decoded when a line of it is
 * first asked for; lines are then found by binary search. Safe for use by several threads.
 *
 * <p>Methods throw {@link dev.suture.elf.ElfFormatException} when the part of the file they need is malformed.
 */
public final class LineTable {
    private final DwarfSections sections;
    private final boolean relocatable;
    private final Lazy<TreeMap<Long, LineUnit>> units = Lazy.of(this::findUnits);
    private final Lazy<Map<Integer, List<LineUnit>>> bySection = Lazy.of(this::indexSections);
    private final Lazy<RangeIndex> byAddress = Lazy.of(this::indexAddresses);
    private final Lazy<Map<Long, Unit>> owners = Lazy.of(this::findOwners);

    private record Covered(AddressRange range, LineUnit unit) {}

    private record RangeIndex(List<Covered> ranges, List<LineUnit> others) {}

    LineTable(DwarfSections sections) {
        this.sections = sections;
        this.relocatable = sections.file().header().type() == ElfHeader.Type.RELOCATABLE;
    }

    /** Whether the file has no line table at all. */
    public boolean isEmpty() {
        return sections.get("line").isEmpty();
    }

    /**
     * The line of the code at an offset in a section.
     *
     * @param section index of the section
     * @param offset in bytes from the section's start
     */
    public Optional<SourceLine> lineOf(int section, long offset) {
        if (!relocatable) {
            return lineAt(sections.file().section(section).address() + offset);
        }
        return bySection.get().getOrDefault(section, List.of()).stream()
                .map(unit -> unit.lineOf(section, offset))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The line of the code at an address of a linked file. */
    public Optional<SourceLine> lineAt(long address) {
        RangeIndex index = byAddress.get();
        int low = 0;
        int high = index.ranges().size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (Long.compareUnsigned(index.ranges().get(middle).range().start(), address) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        if (high >= 0 && index.ranges().get(high).range().contains(0, address)) {
            return index.ranges().get(high).unit().lineOf(0, address);
        }
        return index.others().stream()
                .map(unit -> unit.lineOf(0, address))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The unit whose line program starts at an offset of {@code .debug_line}. */
    Optional<LineUnit> unitAt(long offset) {
        return Optional.ofNullable(units.get().get(offset));
    }

    private TreeMap<Long, LineUnit> findUnits() {
        TreeMap<Long, LineUnit> result = new TreeMap<>();
        DwarfReader reader = sections.get("line").reader(0);
        while (reader.hasMore()) {
            long offset = reader.sectionOffset();
            reader.unit("a unit of .debug_line");
            Lazy<Optional<String>> directory =
                    Lazy.of(() -> Optional.ofNullable(owners.get().get(offset))
                            .flatMap(Unit::root)
                            .flatMap(root -> root.string(DwarfConstants.AT_COMP_DIR)));
            result.put(offset, new LineUnit(sections, offset, reader.sectionOffset(), directory));
        }
        return result;
    }

    /** The compilation unit of each line program, by the program's offset. */
    private Map<Long, Unit> findOwners() {
        Map<Long, Unit> result = new HashMap<>();
        for (UnitHeader header : sections.units()) {
            Unit unit = new Unit(sections, header);
            if (!header.isType()) {
                lineProgram(unit).ifPresent(offset -> result.putIfAbsent(offset, unit));
            }
        }
        return result;
    }

    private static OptionalLong lineProgram(Unit unit) {
        return unit.root().map(root -> root.number(DwarfConstants.AT_STMT_LIST)).orElse(OptionalLong.empty());
    }

    private Map<Integer, List<LineUnit>> indexSections() {
        Map<Integer, List<LineUnit>> result = new HashMap<>();
        DebugRelocations relocations = sections.get("line").relocations();
        for (LineUnit unit : units.get().values()) {
            Set<Integer> named = new LinkedHashSet<>();
            relocations.sectionsBetween(unit.offset(), unit.end()).forEach(named::add);
            named.forEach(section ->
                    result.computeIfAbsent(section, s -> new ArrayList<>()).add(unit));
        }
        return result;
    }

    /** The units by the ranges their compilation units give; those without any have to be asked one by one. */
    private RangeIndex indexAddresses() {
        List<Covered> ranges = new ArrayList<>();
        Set<LineUnit> others = new LinkedHashSet<>(units.get().values());
        owners.get()
                .forEach((offset, owner) -> unitAt(offset)
                        .ifPresent(unit -> owner.root()
                                .map(RangeLists::of)
                                .filter(list -> !list.isEmpty())
                                .ifPresent(list -> {
                                    others.remove(unit);
                                    // Sections the linker dropped keep ranges that start at 0.
                                    list.stream()
                                            .filter(r -> r.start() != 0)
                                            .forEach(r -> ranges.add(new Covered(r, unit)));
                                })));
        if (ranges.size() > sections.file().bytes().size()) {
            throw sections.file().bytes().error(0, "compilation units that do not share their lists of ranges");
        }
        ranges.sort(Comparator.comparing(covered -> covered.range().start(), Long::compareUnsigned));
        return new RangeIndex(List.copyOf(ranges), List.copyOf(others));
    }
}
