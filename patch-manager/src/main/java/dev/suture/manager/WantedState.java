package dev.suture.manager;

import dev.suture.plugin.PatchState;

/**
 * What is wanted of a patch in all processes of its target, those that start later included.
 *
 * @param patchId the patch
 * @param state NOT_APPLIED, DEACTIVED, ACTIVED or ACCEPTED; only ACCEPTED outlasts a restart of the machine
 * @param sequence grows with each patch that is made active: of two that replace the same function, the one with the larger
 *     number lies over the other; 0 if it was never active
 */
public record WantedState(String patchId, PatchState state, long sequence) {}
