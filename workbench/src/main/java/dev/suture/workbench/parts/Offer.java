package dev.suture.workbench.parts;

import java.util.Optional;

/**
 * An action as it is offered.
 *
 * @param label what the button says
 * @param whyNot why it cannot be taken now; empty if it can
 */
public record Offer(String label, Optional<String> whyNot) {
    public boolean possible() {
        return whyNot.isEmpty();
    }
}
