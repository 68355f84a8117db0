package dev.suture.agent.wire;

import dev.suture.manager.WantedState;

/** What is wanted of a patch in all processes of its target. */
public record WireWanted(String patch, String state, long sequence) {
    public static WireWanted of(WantedState wanted) {
        return new WireWanted(wanted.patchId(), wanted.state().label(), wanted.sequence());
    }

    public WantedState wanted() {
        return new WantedState(Fields.required(patch, "patch"), Fields.state(state), sequence);
    }
}
