package dev.suture.upatch.driver;

import static dev.suture.nativebridge.Tracee.MAP_FIXED_NOREPLACE;
import static dev.suture.nativebridge.Tracee.PROT_EXEC;
import static dev.suture.nativebridge.Tracee.PROT_READ;
import static dev.suture.nativebridge.Tracee.PROT_WRITE;

import dev.suture.nativebridge.ProcessMemory;
import dev.suture.nativebridge.RemoteCallException;
import dev.suture.nativebridge.Tracee;
import dev.suture.plugin.PatchException;
import dev.suture.upatch.format.UpatchFile;
import dev.suture.upatch.format.UpatchFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks a process, then maps a patch into it and writes it there, relocated; no jump leads to it yet. */
final class PatchLoader {
    /** EEXIST: something else was mapped there meanwhile (mmap(2), MAP_FIXED_NOREPLACE). */
    private static final int EEXIST = 17;

    private final UpatchFile patch;
    private final TargetInProcess target;
    private final Tracee tracee;

    PatchLoader(UpatchFile patch, TargetInProcess target, Tracee tracee) {
        this.patch = patch;
        this.target = target;
        this.tracee = tracee;
    }

    void load(Steps steps) {
        List<byte[]> original = steps.run("Check the functions to be replaced", this::checkFunctions);
        PatchLayout layout = new PatchLayout(patch, target.process().pageSize());
        long start = steps.run("Map %d KiB beside the target".formatted(layout.size() / 1024), () -> map(layout));
        try {
            byte[] image = steps.run(
                    "Resolve and relocate",
                    () -> PatchImage.relocate(
                            patch, layout, target, new DynamicSymbols(target, tracee.memory()), start, original));
            steps.run("Write the patch and read it back", () -> tracee.memory().writeVerified(start, image));
            steps.run("Protect its code", () -> protect(layout, start));
        } catch (RuntimeException e) {
            unmap(layout, start, e);
            throw e;
        }
    }

    /** Size, and that each function's code is what the file says: the first bytes are kept for going back. */
    private List<byte[]> checkFunctions() {
        List<byte[]> original = new ArrayList<>();
        ProcessMemory memory = tracee.memory();
        for (UpatchFunction function : patch.functions()) {
            int size = Math.toIntExact(function.oldSize());
            byte[] expected = target.file().bytesAt(function.oldAddress(), size);
            long address = target.address(function.oldAddress());
            // Wherever the patch will stand, no jump is shorter than one to the function itself.
            TooSmall.refuse(function, target.abi().jump(address, address, expected));
            byte[] found = memory.read(address, size);
            if (!Arrays.equals(expected, found)) {
                throw new PatchException(
                        PatchException.Kind.REFUSED,
                        "code-modified",
                        "Function %s of process %d is not as %s has it; another patch or tool has changed it. Nothing was changed."
                                .formatted(function.name(), target.process().pid(), target.path()),
                        "Take the other change out first; suture status shows the patches of a process.");
            }
            original.add(expected);
        }
        return original;
    }

    private long map(PatchLayout layout) {
        RemoteCallException last = null;
        for (long candidate : FreeRange.candidates(target, target.process().maps(), layout.size())) {
            try {
                return tracee.mmap(candidate, layout.size(), PROT_READ, MAP_FIXED_NOREPLACE);
            } catch (RemoteCallException e) {
                if (e.errno() != EEXIST) {
                    throw e;
                }
                last = e;
            }
        }
        throw last;
    }

    private void protect(PatchLayout layout, long start) {
        if (layout.codeSize() > 0) {
            tracee.mprotect(start + layout.codeStart(), layout.codeSize(), PROT_READ | PROT_EXEC);
        }
        if (layout.dataSize() > 0) {
            tracee.mprotect(start + layout.dataStart(), layout.dataSize(), PROT_READ | PROT_WRITE);
        }
    }

    private void unmap(PatchLayout layout, long start, RuntimeException cause) {
        try {
            tracee.munmap(start, layout.size());
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }
}
