package dev.suture.workbench.review;

import dev.suture.workbench.mark.Seen;
import dev.suture.workbench.parts.Icons;
import java.util.Locale;

/** How it looks whether a change was reviewed: three pictures of different form. */
final class SeenStyle {
    private SeenStyle() {}

    static Icons icon(Seen seen) {
        return switch (seen) {
            case OPEN -> Icons.OPEN;
            case REVIEWED -> Icons.DONE;
            case STALE -> Icons.STALE;
        };
    }

    /** {@code seen-open} and so on. */
    static String style(Seen seen) {
        return "seen-" + word(seen);
    }

    /** The key of the text. */
    static String key(Seen seen) {
        return "seen." + word(seen);
    }

    private static String word(Seen seen) {
        return seen.name().toLowerCase(Locale.ROOT);
    }
}
