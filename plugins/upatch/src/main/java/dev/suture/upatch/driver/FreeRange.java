package dev.suture.upatch.driver;

import dev.suture.nativebridge.MemoryMapping;
import dev.suture.plugin.PatchException;
import dev.suture.upatch.abi.ProcessorAbi;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Chooses where in a process a patch goes. */
final class FreeRange {
    /** vm.mmap_min_addr as Debian sets it. */
    private static final long LOWEST = 65536;
    /** Room kept free above the heap, which grows towards higher addresses. */
    private static final long HEAP_ROOM = 256L << 20;

    private final TargetInProcess target;
    private final List<MemoryMapping> mappings;
    private final long length;
    private final ProcessorAbi abi;
    private final long page;

    /** @param length bytes that are wanted */
    FreeRange(TargetInProcess target, long length) {
        this.target = target;
        this.mappings = target.process().maps();
        this.length = length;
        this.abi = target.abi();
        this.page = target.process().pageSize();
    }

    /**
     * Addresses at which so many bytes are free and in reach of all of the target, the best first: where the shortest jump
     * reaches before where it does not, and below the target, where nothing grows into it, before above.
     */
    List<Long> inReach() {
        return Stream.of(abi.jumpReach(), abi.reach())
                .distinct()
                .flatMap(reach -> within(reach).stream())
                .distinct()
                .toList();
    }

    /** The same without regard to the target, the nearest first. */
    List<Long> anywhere() {
        return within(abi.highestAddress()).stream()
                .sorted(Comparator.comparingLong(address -> Math.abs(address - target.start())))
                .toList();
    }

    /**
     * What there is to say if no place will do.
     *
     * @param why what keeps the patch from a place out of reach, as a sentence; empty if there is none either
     */
    PatchException noRoom(String why) {
        return new PatchException(
                PatchException.Kind.REFUSED,
                "no-room-in-range",
                "Process %d has no %d KiB of free addresses within %d GiB of %s. %sNothing was changed."
                        .formatted(
                                target.process().pid(),
                                length / 1024,
                                (abi.reach() >> 30) + 1,
                                target.path(),
                                why.isEmpty() ? "" : why + " "),
                "Restart the process; its address space is crowded around the target.");
    }

    private List<Long> within(long reach) {
        long lowest = Math.max(LOWEST, target.end() - reach);
        long highest = Math.min(abi.highestAddress(), target.start() + reach);
        List<Long> below = new ArrayList<>();
        List<Long> above = new ArrayList<>();
        long free = LOWEST;
        for (MemoryMapping mapping : mappings) {
            if (Long.compareUnsigned(mapping.start(), abi.highestAddress()) >= 0) {
                break;
            }
            add(free, mapping.start(), lowest, highest, below, above);
            free = mapping.path().equals("[heap]") ? mapping.end() + HEAP_ROOM : mapping.end();
        }
        add(free, abi.highestAddress(), lowest, highest, below, above);
        below.sort(Comparator.reverseOrder());
        below.addAll(above);
        return below;
    }

    private void add(long from, long to, long lowest, long highest, List<Long> below, List<Long> above) {
        // A page is left free on both sides, so that running over an end hits nothing.
        long start = Math.max(from + page, lowest);
        long end = Math.min(to - page, highest);
        if (end - start < length) {
            return;
        }
        if (to <= target.start()) {
            below.add((end - length) & -page);
        } else {
            above.add((start + page - 1) & -page);
        }
    }
}
