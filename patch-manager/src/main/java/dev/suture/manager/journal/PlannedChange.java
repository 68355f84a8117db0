package dev.suture.manager.journal;

import dev.suture.plugin.PatchState;

/**
 * What a change is to do to one process with one patch.
 *
 * @param patchId the patch
 * @param label what people call it
 * @param pid the process
 * @param startTicks when it started, in clock ticks since boot; with the pid and the boot it is unmistakable
 * @param before how the patch stands in it: NOT_APPLIED, DEACTIVED or ACTIVED
 * @param after how it is to stand
 */
public record PlannedChange(
        String patchId, String label, int pid, long startTicks, PatchState before, PatchState after) {}
