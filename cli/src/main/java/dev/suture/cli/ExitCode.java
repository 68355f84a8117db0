package dev.suture.cli;

import dev.suture.plugin.PatchException;

/** How the program ends, for scripts. */
final class ExitCode {
    static final int DONE = 0;
    /** Differences, or another negative answer. */
    static final int DIFFERENT = 1;

    static final int TROUBLE = 2;
    /** A rule forbids it. */
    static final int REFUSED = 3;
    /** A patched function is in use. */
    static final int BUSY = 4;

    private ExitCode() {}

    static int of(PatchException.Kind kind) {
        return switch (kind) {
            case TROUBLE -> TROUBLE;
            case REFUSED -> REFUSED;
            case BUSY -> BUSY;
        };
    }
}
