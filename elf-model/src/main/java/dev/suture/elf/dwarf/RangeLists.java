package dev.suture.elf.dwarf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads which code an entry covers: DW_AT_low_pc and DW_AT_high_pc, or a list of ranges (DWARF 5, 2.17). */
final class RangeLists {
    private RangeLists() {}

    /** The ranges of an entry, empty ones left out; none for an entry without code. */
    static List<AddressRange> of(Die die) {
        OptionalLong list = die.number(DwarfConstants.AT_RANGES);
        if (list.isPresent()) {
            DebugRelocations.Resolved base = die.unit()
                    .root()
                    .flatMap(root -> root.address(DwarfConstants.AT_LOW_PC))
                    .orElse(new DebugRelocations.Resolved(0, 0));
            if (die.unit().header().version() < 5) {
                return readOld(die.unit(), list.getAsLong(), base);
            }
            boolean indexed = die.form(DwarfConstants.AT_RANGES) == DwarfConstants.FORM_RNGLISTX;
            long start = indexed ? die.unit().indexedRanges(list.getAsLong()) : list.getAsLong();
            return readNew(die.unit(), start, base);
        }
        return die.address(DwarfConstants.AT_LOW_PC)
                .map(low -> lowToHigh(die, low))
                .orElse(List.of());
    }

    private static List<AddressRange> lowToHigh(Die die, DebugRelocations.Resolved low) {
        // DWARF 4: a constant is a length, an address (the only form before) is the end itself.
        Optional<DebugRelocations.Resolved> high = die.address(DwarfConstants.AT_HIGH_PC);
        long end = high.isPresent()
                ? high.get().value()
                : low.value() + die.number(DwarfConstants.AT_HIGH_PC).orElse(0);
        List<AddressRange> result = new ArrayList<>();
        add(result, low.section(), low.value(), end);
        return result;
    }

    private static void add(List<AddressRange> ranges, int section, long start, long end) {
        if (Long.compareUnsigned(start, end) < 0) {
            ranges.add(new AddressRange(section, start, end));
        }
    }

    /** DWARF 2 to 4: pairs of addresses in {@code .debug_ranges}, relative to a base, until a pair of zeros. */
    private static List<AddressRange> readOld(Unit unit, long offset, DebugRelocations.Resolved unitBase) {
        List<AddressRange> result = new ArrayList<>();
        int size = unit.header().addressSize();
        long escape = size == 8 ? -1L : 0xffffffffL;
        DwarfReader reader = unit.sections().get("ranges").reader(offset);
        DebugRelocations.Resolved base = unitBase;
        while (true) {
            DebugRelocations.Resolved start = reader.relocated(size);
            DebugRelocations.Resolved end = reader.relocated(size);
            if (start.value() == 0 && end.value() == 0 && start.section() == 0 && end.section() == 0) {
                return result;
            }
            if (start.value() == escape) {
                base = end;
            } else {
                int section = start.section() != 0 ? start.section() : base.section();
                add(result, section, base.value() + start.value(), base.value() + end.value());
            }
        }
    }

    /** DWARF 5: entries of a kind each in {@code .debug_rnglists} (7.25). */
    private static List<AddressRange> readNew(Unit unit, long offset, DebugRelocations.Resolved unitBase) {
        List<AddressRange> result = new ArrayList<>();
        int size = unit.header().addressSize();
        DwarfReader reader = unit.sections().get("rnglists").reader(offset);
        DebugRelocations.Resolved base = unitBase;
        while (true) {
            int kind = reader.u8();
            switch (kind) {
                case 0 -> {
                    return result;
                }
                case 1 -> base = unit.indexedAddress(reader.uleb());
                case 2 -> {
                    DebugRelocations.Resolved start = unit.indexedAddress(reader.uleb());
                    add(
                            result,
                            start.section(),
                            start.value(),
                            unit.indexedAddress(reader.uleb()).value());
                }
                case 3 -> {
                    DebugRelocations.Resolved start = unit.indexedAddress(reader.uleb());
                    add(result, start.section(), start.value(), start.value() + reader.uleb());
                }
                case 4 -> {
                    long start = base.value() + reader.uleb();
                    add(result, base.section(), start, base.value() + reader.uleb());
                }
                case 5 -> base = reader.relocated(size);
                case 6 -> {
                    DebugRelocations.Resolved start = reader.relocated(size);
                    add(
                            result,
                            start.section(),
                            start.value(),
                            reader.relocated(size).value());
                }
                case 7 -> {
                    DebugRelocations.Resolved start = reader.relocated(size);
                    add(result, start.section(), start.value(), start.value() + reader.uleb());
                }
                default -> throw reader.error("a kind of range list entry (0 to 7), found " + kind);
            }
        }
    }
}
