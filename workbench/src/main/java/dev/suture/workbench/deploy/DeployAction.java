package dev.suture.workbench.deploy;

import dev.suture.manager.Action;
import dev.suture.plugin.PatchState;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be asked of a patch, and in which states of a process it makes sense. */
public enum DeployAction {
    APPLY(Action.APPLY, EnumSet.of(PatchState.NOT_APPLIED, PatchState.DEACTIVED)),
    ACTIVE(Action.ACTIVE, EnumSet.of(PatchState.DEACTIVED)),
    DEACTIVE(Action.DEACTIVE, EnumSet.of(PatchState.ACTIVED)),
    REMOVE(Action.REMOVE, EnumSet.of(PatchState.ACTIVED, PatchState.DEACTIVED));

    private final Action asked;
    private final Set<PatchState> from;

    DeployAction(Action asked, Set<PatchState> from) {
        this.asked = asked;
        this.from = from;
    }

    /** What the patch service is asked for. */
    Action asked() {
        return asked;
    }

    public boolean possibleFrom(PatchState state) {
        return from.contains(state);
    }

    /** The action in the keys of the texts. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
