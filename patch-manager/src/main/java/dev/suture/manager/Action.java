package dev.suture.manager;

import static dev.suture.plugin.PatchState.ACTIVED;
import static dev.suture.plugin.PatchState.DEACTIVED;
import static dev.suture.plugin.PatchState.NOT_APPLIED;

import dev.suture.plugin.PatchState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What can be asked of a patch. */
public enum Action {
    APPLY(
            ACTIVED,
            Set.of(NOT_APPLIED, DEACTIVED),
            "already-applied",
            "is already applied and active",
            "Nothing, or `suture remove` to take it out."),
    ACTIVE(
            ACTIVED,
            Set.of(DEACTIVED),
            "not-deactived",
            "can only be made active where it is DEACTIVED",
            "Use `suture apply` where it is not applied yet; where it is ACTIVED there is nothing to do."),
    DEACTIVE(
            DEACTIVED,
            Set.of(ACTIVED),
            "not-actived",
            "can only be deactived where it is ACTIVED",
            "See `suture status` for where it is active."),
    /** An active patch is to come back after a restart of the machine; no process changes. */
    ACCEPT(
            ACTIVED,
            Set.of(),
            "not-actived",
            "can only be accepted where it is ACTIVED in all processes of its target",
            "Use `suture apply` first; `suture status` shows where it is not active."),
    REMOVE(
            NOT_APPLIED,
            Set.of(ACTIVED, DEACTIVED),
            "not-applied",
            "is not applied",
            "Nothing; `suture status` shows where it is applied.");

    private final PatchState goal;
    private final Set<PatchState> from;
    private final String refusalId;
    private final String refusal;
    private final String remedy;

    Action(PatchState goal, Set<PatchState> from, String refusalId, String refusal, String remedy) {
        this.goal = goal;
        this.from = from;
        this.refusalId = refusalId;
        this.refusal = refusal;
        this.remedy = remedy;
    }

    /** As people type it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The action of that word. */
    static Optional<Action> of(String word) {
        return Arrays.stream(values()).filter(a -> a.word().equals(word)).findFirst();
    }

    /** Which action brings a process to a state: NOT_APPLIED, DEACTIVED or ACTIVED. */
    static Action leadingTo(PatchState state) {
        return switch (state) {
            case NOT_APPLIED -> REMOVE;
            case DEACTIVED -> DEACTIVE;
            default -> APPLY;
        };
    }

    /** How the patch stands in a process afterwards. */
    PatchState goal() {
        return goal;
    }

    /** Whether one that was cut off is finished; else it is undone. */
    boolean isFinishedByRecovery() {
        return this == DEACTIVE || this == REMOVE;
    }

    /** The steps from a state; empty where the action makes no sense. */
    List<Step> stepsFrom(PatchState state) {
        return from.contains(state) ? Step.path(state, goal) : List.of();
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
