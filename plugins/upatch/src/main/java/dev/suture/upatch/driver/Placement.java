package dev.suture.upatch.driver;

import dev.suture.nativebridge.ProcessMemory;
import dev.suture.plugin.PatchException;
import dev.suture.upatch.format.UpatchFile;
import java.util.List;

/**
 * Where a patch goes in a process, and what it is there. Beside the target where there is room, else anywhere: then its
 * calls and its addresses go through slots of its own, and the long form of the jump leads to it.
 */
final class Placement {
    private final UpatchFile patch;
    private final TargetInProcess target;
    private final DynamicSymbols dynamic;
    private final List<byte[]> code;
    private final PatchLayout layout;
    private final List<Long> candidates;
    private int chosen;

    private Placement(
            UpatchFile patch,
            TargetInProcess target,
            ProcessMemory memory,
            List<byte[]> code,
            PatchLayout layout,
            List<Long> candidates) {
        this.patch = patch;
        this.target = target;
        this.dynamic = new DynamicSymbols(target, memory);
        this.code = code;
        this.layout = layout;
        this.candidates = candidates;
    }

    /**
     * Looks for room.
     *
     * @param code what stands at each replaced function now, in the patch's order
     * @throws PatchException (REFUSED) if there is no room anywhere
     */
    static Placement find(UpatchFile patch, TargetInProcess target, ProcessMemory memory, List<byte[]> code) {
        PatchLayout near = PatchLayout.beside(patch, target.process().pageSize());
        FreeRange free = new FreeRange(target, near.size());
        List<Long> beside = free.inReach();
        if (!beside.isEmpty()) {
            return new Placement(patch, target, memory, code, near, beside);
        }
        PatchLayout far = PatchLayout.anywhere(patch, target.process().pageSize());
        List<Long> anywhere = new FreeRange(target, far.size()).anywhere();
        if (anywhere.isEmpty()) {
            throw free.noRoom("");
        }
        return new Placement(patch, target, memory, code, far, anywhere);
    }

    PatchLayout layout() {
        return layout;
    }

    boolean isFar() {
        return layout.isFar();
    }

    /** The address it is to have. */
    long start() {
        return candidates.get(chosen);
    }

    /** Chooses the next best address; false if there is none. */
    boolean next() {
        chosen++;
        return chosen < candidates.size();
    }

    /**
     * The bytes that belong there, header included.
     *
     * @throws PatchException (REFUSED) if a symbol is not found, or if the patch does not work from there
     */
    byte[] image() {
        return PatchImage.relocate(patch, layout, target, dynamic, start(), code);
    }
}
