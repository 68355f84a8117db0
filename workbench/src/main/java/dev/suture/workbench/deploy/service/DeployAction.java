package dev.suture.workbench.deploy.service;

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
    /** Is asked for a patch as a whole. */
    ACCEPT(Action.ACCEPT, EnumSet.of(PatchState.ACTIVED)),
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

    /** As it is typed. */
    public String word() {
        return asked.word();
    }

    public boolean possibleFrom(PatchState state) {
        return from.contains(state);
    }

    /** Whether it brings the new code into processes, so that there is something to check before. */
    public boolean takesIn() {
        return this == APPLY || this == ACTIVE;
    }

    /** The action in the keys of the texts. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
