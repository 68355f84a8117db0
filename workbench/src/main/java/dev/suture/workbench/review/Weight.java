package dev.suture.workbench.review;

import dev.suture.diff.model.Change;

/** How much a change tells; in order, what tells most first. */
enum Weight {
    /** It means something else than before. */
    FULL,
    /** Code in front of it became longer or shorter, and it names its own line. */
    LINE_NUMBERS,
    /** The engine's filters set it aside as noise. */
    SET_ASIDE;

    /** The reason the engine gives where nothing but line numbers differs. */
    private static final String LINE_NUMBER_ONLY = "line-number-only";

    static Weight of(Change change) {
        if (!change.counts()) {
            return SET_ASIDE;
        }
        boolean lines =
                !change.reasons().isEmpty() && change.reasons().stream().allMatch(r -> r.id().equals(LINE_NUMBER_ONLY));
        return lines ? LINE_NUMBERS : FULL;
    }

    /** {@code weight-full} and so on. */
    String style() {
        return "weight-" + name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
