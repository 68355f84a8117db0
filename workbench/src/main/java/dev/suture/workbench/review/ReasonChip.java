package dev.suture.workbench.review;

import dev.suture.workbench.text.Messages;

/** A reason in a word or two. */
final class ReasonChip {
    private ReasonChip() {}

    /** Its short text; the stable id itself where nobody has written one. */
    static String text(String id, Messages messages) {
        return messages.find("reason.short." + id).orElse(id);
    }
}
