package dev.suture.manager;

import static dev.suture.plugin.PatchState.ACTIVED;
import static dev.suture.plugin.PatchState.DEACTIVED;
import static dev.suture.plugin.PatchState.NOT_APPLIED;

import dev.suture.plugin.PatchState;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be asked of a patch. */
public enum Action {
    APPLY(
            Map.of(NOT_APPLIED, List.of(Step.LOAD, Step.ACTIVE), DEACTIVED, List.of(Step.ACTIVE)),
            "already-applied",
            "is already applied and active",
            "Nothing, or `suture remove` to take it out."),
    ACTIVE(
            Map.of(DEACTIVED, List.of(Step.ACTIVE)),
            "not-deactived",
            "can only be made active where it is DEACTIVED",
            "Use `suture apply` where it is not applied yet; where it is ACTIVED there is nothing to do."),
    DEACTIVE(
            Map.of(ACTIVED, List.of(Step.DEACTIVE)),
            "not-actived",
            "can only be deactived where it is ACTIVED",
            "See `suture status` for where it is active."),
    /** An active patch is to come back after a restart; no process changes. */
    ACCEPT(
            Map.of(),
            "not-actived",
            "can only be accepted where it is ACTIVED in all processes of its target",
            "Use `suture apply` first; `suture status` shows where it is not active."),
    REMOVE(
            Map.of(ACTIVED, List.of(Step.DEACTIVE, Step.REMOVE), DEACTIVED, List.of(Step.REMOVE)),
            "not-applied",
            "is not applied",
            "Nothing; `suture status` shows where it is applied.");

    private final Map<PatchState, List<Step>> steps;
    private final String refusalId;
    private final String refusal;
    private final String remedy;

    Action(Map<PatchState, List<Step>> steps, String refusalId, String refusal, String remedy) {
        this.steps = steps;
        this.refusalId = refusalId;
        this.refusal = refusal;
        this.remedy = remedy;
    }

    /** As people type it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The steps from a state; empty where the action makes no sense. */
    List<Step> stepsFrom(PatchState state) {
        return steps.getOrDefault(state, List.of());
    }

    /** Stable id of the refusal where there is nothing to do. */
    String refusalId() {
        return refusalId;
    }

    /** The predicate of the sentence that refuses. */
    String refusal() {
        return refusal;
    }

    String remedy() {
        return remedy;
    }
}
