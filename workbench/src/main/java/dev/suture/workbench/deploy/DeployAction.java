package dev.suture.workbench.deploy;

import dev.suture.plugin.PatchState;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be asked of a patch, and in which states of a process it makes sense. */
public enum DeployAction {
    APPLY(EnumSet.of(PatchState.NOT_APPLIED, PatchState.DEACTIVED)),
    ACTIVE(EnumSet.of(PatchState.DEACTIVED)),
    DEACTIVE(EnumSet.of(PatchState.ACTIVED)),
    REMOVE(EnumSet.of(PatchState.ACTIVED, PatchState.DEACTIVED));

    private final Set<PatchState> from;

    DeployAction(Set<PatchState> from) {
        this.from = from;
    }

    public boolean possibleFrom(PatchState state) {
        return from.contains(state);
    }

    /** The action in the keys of the texts. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
