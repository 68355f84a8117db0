package dev.suture.workbench.build;

import java.util.Optional;

/**
 * What a page of the wizard knows of what was entered.
 *
 * @param advice what is wrong; empty if nothing is
 * @param checking whether it is still being looked at
 * @param note what was found, for people; may be empty
 */
public record Answer(Optional<Advice> advice, boolean checking, String note) {
    static final Answer CHECKING = new Answer(Optional.empty(), true, "");

    static Answer good(String note) {
        return new Answer(Optional.empty(), false, note);
    }

    static Answer bad(Advice advice) {
        return new Answer(Optional.of(advice), false, "");
    }

    /** Whether one can go on with it. */
    public boolean isGood() {
        return advice.isEmpty() && !checking;
    }
}
