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
     * The running processes that map a file of the target's name with another build-id, as after an update that was not
     * followed by a restart, or the other way round.
     */
    default List<OtherBuild> otherBuilds(PatchInfo patch) {
        return List.of();
    }

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

    /**
     * DEACTIVED or ACTIVED → NOT-APPLIED: puts the original bytes back where they are not, in the same freeze in which it
     * sees that no thread is inside the patch, and unmaps it. Where the process may still come back into the patch's code,
     * the patch stays mapped: the report's state is DEACTIVED then, and its notes say why.
     */
    ChangeReport remove(Path patchFile, int pid, DriverOptions options, Progress progress);

    /**
     * The patches that lie over this one in a process: those whose jumps stand where this one's would, or whose jumps lead
     * away what this one replaces. While there are any, {@link #deactive} and {@link #remove} are refused with the id {@code
     * overridden}.
     *
     * @return ids of patches, the one on top first; empty if there are none or the driver does not stack patches
     */
    default List<String> overriddenBy(Path patchFile, int pid) {
        return List.of();
    }

    /**
     * Everything that can be looked at before the patch is put into a process, without stopping it or changing anything.
     * Throws only what keeps it from looking at all; what speaks against the patch is a failed check.
     */
    default List<PreflightCheck> check(Path patchFile, int pid) {
        return List.of(PreflightCheck.skipped(
                "preflight", "the process", "patches of this kind are checked only when they are put in"));
    }

    /**
     * Brings a process to {@code goal} in which a change was cut off at any point, by the death of Suture or of its thread.
     * The process goes on running all the while. Calling it again is no harm, and neither is calling it where nothing is
     * amiss.
     *
     * <p>What stands in the way of the goal, such as a thread inside the patch, makes it throw as any change does; then the
     * process is at least no worse, and the same call may be made later with the same marks and those it adds to {@link
     * DriverOptions#journal()}.
     *
     * @param marks what was written to the journal for this process and this patch, in order; the last one may tell of
     *     something that was never done
     * @param goal NOT_APPLIED, DEACTIVED or ACTIVED; NOT_APPLIED leaves nothing of the patch in the process
     */
    default ChangeReport recover(
            Path patchFile,
            int pid,
            List<JournalMark> marks,
            PatchState goal,
            DriverOptions options,
            Progress progress) {
        return StepwiseRecovery.to(goal, this, patchFile, pid, options, progress);
    }

    /**
     * Goes through a change on a process of its own making, so that the code of a change is loaded and compiled before a
     * process stands still for it. Touches nothing else, and leaves nothing behind.
     *
     * @throws PatchException (TROUBLE) if it could not; no later change is worse for it
     */
    default void rehearse() {}

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
