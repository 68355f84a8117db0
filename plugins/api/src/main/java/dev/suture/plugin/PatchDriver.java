package dev.suture.plugin;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Works on the processes of this machine. Every method that changes a process checks first and leaves it as it was when
 * it throws.
 *
 * <p>All methods throw {@link PatchException}: REFUSED where a check fails (wrong build-id, function too small, ...),
 * BUSY where a patched function did not leave the stacks in time, TROUBLE where a process vanished or may not be
 * touched.
 */
public interface PatchDriver {
    /** The running processes that map a file with the build-id of the patch's target. */
    List<TargetProcess> processes(PatchInfo patch);

    /**
     * Says what a process maps in place of the patch's target. Returns if it maps the target, or if the driver has nothing
     * to say.
     *
     * @throws PatchException (REFUSED) naming what the process maps instead; (TROUBLE) if it cannot be looked at
     */
    default void requireTarget(PatchInfo patch, int pid) {}

    /** What the process itself shows: NOT_APPLIED, DEACTIVED or ACTIVED. */
    PatchState status(Path patchFile, int pid);

    /** NOT-APPLIED → DEACTIVED: maps and relocates the patch. */
    ChangeReport load(Path patchFile, int pid, DriverOptions options, Progress progress);

    /** DEACTIVED → ACTIVED: writes the jumps. */
    ChangeReport active(Path patchFile, int pid, DriverOptions options, Progress progress);

    /** ACTIVED → DEACTIVED: puts the original bytes back. */
    ChangeReport deactive(Path patchFile, int pid, DriverOptions options, Progress progress);

    /** DEACTIVED → NOT-APPLIED: unmaps the patch. */
    ChangeReport remove(Path patchFile, int pid, DriverOptions options, Progress progress);

    /**
     * Begins to patch processes that start later. What they can count on is said by {@link ProcessWatch#mode()}: where the
     * kernel or the rights do not allow better, they are patched some time after their start.
     *
     * @return the watch, to be closed by the caller; empty if patches of this kind have no processes to be watched for
     * @throws PatchException (TROUBLE) if the ELF or a patch cannot be read; (REFUSED) if a patch is for another ELF
     */
    default Optional<ProcessWatch> watch(WatchRequest request, ProcessWatchListener listener) {
        return Optional.empty();
    }
}
