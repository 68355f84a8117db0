package dev.suture.upatch.driver;

import dev.suture.nativebridge.MemoryMapping;
import dev.suture.plugin.PatchException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Chooses where in a process a patch goes. */
final class FreeRange {
    private static final long PAGE = 4096;
    /** Reach of a 32-bit signed distance, less a margin for where in an instruction it counts from. */
    private static final long REACH = (1L << 31) - (1L << 20);
    /** vm.mmap_min_addr as Debian sets it. */
    private static final long LOWEST = 65536;
    /** The first address user programs cannot have (x86-64, four-level paging). */
    private static final long HIGHEST = 0x7fff_ffff_f000L;
    /** Room kept free above the heap, which grows towards higher addresses. */
    private static final long HEAP_ROOM = 256L << 20;

    private FreeRange() {}

    /**
     * Addresses at which {@code length} bytes are free and in reach of all of the target, the best first: below the
     * target, where nothing grows into it, before above.
     *
     * @throws PatchException (REFUSED) if there is no room
     */
    static List<Long> candidates(TargetInProcess target, List<MemoryMapping> mappings, long length) {
        long lowest = Math.max(LOWEST, target.end() - REACH);
        long highest = Math.min(HIGHEST, target.start() + REACH);
        List<Long> below = new ArrayList<>();
        List<Long> above = new ArrayList<>();
        long free = LOWEST;
        for (MemoryMapping mapping : mappings) {
            if (Long.compareUnsigned(mapping.start(), HIGHEST) >= 0) {
                break;
            }
            add(free, mapping.start(), lowest, highest, length, target, below, above);
            free = mapping.path().equals("[heap]") ? mapping.end() + HEAP_ROOM : mapping.end();
        }
        add(free, HIGHEST, lowest, highest, length, target, below, above);
        below.sort(Comparator.reverseOrder());
        below.addAll(above);
        if (below.isEmpty()) {
            throw new PatchException(
                    PatchException.Kind.REFUSED,
                    "no-room",
                    "Process %d has no %d free bytes within a jump's reach (2 GiB) of %s."
                            .formatted(target.process().pid(), length, target.path()),
                    "Restart the process; its address space is crowded around the target.");
        }
        return below;
    }

    private static void add(
            long from,
            long to,
            long lowest,
            long highest,
            long length,
            TargetInProcess target,
            List<Long> below,
            List<Long> above) {
        // A page is left free on both sides, so that running over an end hits nothing.
        long start = Math.max(from + PAGE, lowest);
        long end = Math.min(to - PAGE, highest);
        if (end - start < length) {
            return;
        }
        if (to <= target.start()) {
            below.add((end - length) & -PAGE);
        } else {
            above.add((start + PAGE - 1) & -PAGE);
        }
    }
}
