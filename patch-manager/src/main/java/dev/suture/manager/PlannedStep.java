package dev.suture.manager;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import java.util.Optional;

/**
 * One step that would be made.
 *
 * @param patch {@link StoredPatch#label()} of the patch
 * @param pid the process; empty for what is done to the store
 * @param command the process's command line; empty where there is no process
 * @param text what would be done, e.g. {@code write the jumps}
 * @param from the state before; empty where the step changes none
 * @param to the state afterwards
 */
public record PlannedStep(
        String patch,
        Optional<Integer> pid,
        String command,
        String text,
        Optional<PatchState> from,
        Optional<PatchState> to) {
    /** One of a plan. */
    static PlannedStep inProcess(Transaction.Plan plan, Step step, PatchState from) {
        return new PlannedStep(
                plan.patch().label(),
                Optional.of(plan.pid()),
                plan.process().command(),
                step.describe(from, plan.patch().info()),
                Optional.of(from),
                Optional.of(step.to()));
    }

    /** What will be told instead of a step. */
    static PlannedStep impossible(String patch, PatchStatus.ProcessState process, PatchException why) {
        return new PlannedStep(
                patch,
                Optional.of(process.process().pid()),
                process.process().command(),
                "nothing: " + why.getMessage(),
                Optional.empty(),
                Optional.empty());
    }

    /** One that writes something into the store. */
    static PlannedStep inStore(String patch, String text) {
        return new PlannedStep(patch, Optional.empty(), "", text, Optional.empty(), Optional.empty());
    }
}
