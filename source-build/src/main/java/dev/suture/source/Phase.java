package dev.suture.source;

import java.util.Locale;

/** The two builds. */
enum Phase {
    BASE,
    PATCHED;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
