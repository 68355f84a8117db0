package dev.suture.plugin;

/** The life cycle of a hot patch, in SysCare's words. */
public enum PatchState {
    NOT_APPLIED("NOT-APPLIED"),
    DEACTIVED("DEACTIVED"),
    ACTIVED("ACTIVED"),
    ACCEPTED("ACCEPTED"),
    /** Some processes have it active, others do not. */
    PARTLY_ACTIVED("PARTLY-ACTIVED"),
    UNKNOWN("UNKNOWN");

    private final String label;

    PatchState(String label) {
        this.label = label;
    }

    /** As people see and scripts read it. */
    public String label() {
        return label;
    }
}
