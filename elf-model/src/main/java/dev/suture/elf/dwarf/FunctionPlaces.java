package dev.suture.elf.dwarf;

import static dev.suture.elf.dwarf.DwarfConstants.*;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where the functions of a file are, by place, with the entry that describes each: what is inside a function is read when
 * somebody asks for that one. Safe for use by several threads.
 */
final class FunctionPlaces {
    private static final Comparator<Place> ORDER = Comparator.comparingInt(
                    (Place place) -> place.range().section())
            .thenComparing(place -> place.range().start(), Long::compareUnsigned);

    private record Place(AddressRange range, Unit unit, long entry) {}

    private final List<Place> places = new ArrayList<>();
    private final LineTable lines;
    private final Map<Place, Optional<DebugFunction>> read = new ConcurrentHashMap<>();

    private FunctionPlaces(LineTable lines) {
        this.lines = lines;
    }

    /** The functions that stand in no other function or type: nearly all, found without reading what is inside them. */
    static FunctionPlaces outermost(List<Unit> units, LineTable lines) {
        return of(units, lines, true);
    }

    /** All functions. */
    static FunctionPlaces all(List<Unit> units, LineTable lines) {
        return of(units, lines, false);
    }

    private static FunctionPlaces of(List<Unit> units, LineTable lines, boolean outermost) {
        FunctionPlaces result = new FunctionPlaces(lines);
        units.forEach(unit -> result.addAll(unit, outermost));
        result.places.sort(ORDER);
        return result;
    }

    private void addAll(Unit unit, boolean outermost) {
        Room room = new Room(unit);
        Die die = unit.entries();
        while (die.next()) {
            if (die.tag() == TAG_SUBPROGRAM && (die.has(AT_LOW_PC) || die.has(AT_RANGES))) {
                List<AddressRange> ranges = RangeLists.of(die);
                room.take(ranges.size());
                for (AddressRange range : ranges) {
                    places.add(new Place(range, unit, die.offset()));
                }
            }
            if (outermost && !holdsFunctions(die.tag())) {
                die.skipChildren();
            }
        }
    }

    private static boolean holdsFunctions(int tag) {
        return switch (tag) {
            case TAG_COMPILE_UNIT, TAG_PARTIAL_UNIT, TAG_NAMESPACE, TAG_MODULE -> true;
            default -> false;
        };
    }

    /** The function with the code at an offset in a section (relocatable files) or at an address (section 0). */
    Optional<DebugFunction> at(int section, long place) {
        int low = 0;
        int high = places.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            AddressRange range = places.get(middle).range();
            boolean after = range.section() != section
                    ? range.section() > section
                    : Long.compareUnsigned(range.start(), place) > 0;
            if (after) {
                high = middle - 1;
            } else {
                low = middle + 1;
            }
        }
        if (high < 0 || !places.get(high).range().contains(section, place)) {
            return Optional.empty();
        }
        return read.computeIfAbsent(
                places.get(high), found -> FunctionReader.readOne(found.unit(), lines, found.entry()));
    }
}
