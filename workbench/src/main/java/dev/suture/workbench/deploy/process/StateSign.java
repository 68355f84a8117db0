package dev.suture.workbench.deploy.process;

import dev.suture.plugin.PatchState;
import java.util.Locale;

/** The sign and the style of a state, the same wherever it is shown: neither colour nor sign alone has to be known. */
public final class StateSign {
    private StateSign() {}

    /** The sign and the word, e.g. {@code ● ACTIVED}. */
    public static String text(PatchState state) {
        return sign(state) + " " + state.label();
    }

    /** Told apart by shape. */
    public static String sign(PatchState state) {
        return switch (state) {
            case NOT_APPLIED -> "\u25cb";
            case DEACTIVED -> "\u25d0";
            case ACTIVED -> "\u25cf";
            case ACCEPTED -> "\u2714";
            case PARTLY_ACTIVED -> "\u25e9";
            case UNKNOWN -> "?";
        };
    }

    /** The style class that gives it its colours. */
    public static String style(PatchState state) {
        return "state-" + state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
