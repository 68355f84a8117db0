package dev.suture.cli.report;

import dev.suture.diff.model.Severity;
import dev.suture.diff.model.Status;

/**
 * Colours, or none. Whatever is coloured also has a sign or a word of its own.
 *
 * @param on whether escape sequences are written (ECMA-48, SGR)
 */
public record Palette(boolean on) {
    public static final Palette PLAIN = new Palette(false);

    private static final int BOLD = 1;
    private static final int DIM = 2;
    private static final int RED = 31;
    private static final int GREEN = 32;
    private static final int YELLOW = 33;
    private static final int CYAN = 36;

    public String bold(String text) {
        return paint(text, BOLD);
    }

    public String dim(String text) {
        return paint(text, DIM);
    }

    public String heading(String text) {
        return paint(text, CYAN);
    }

    public String good(String text) {
        return paint(text, GREEN);
    }

    public String bad(String text) {
        return paint(text, RED);
    }

    /** In the colour of what became of an item. */
    public String status(Status status, String text) {
        return switch (status) {
            case UNCHANGED -> text;
            case CHANGED -> paint(text, YELLOW);
            case ADDED -> paint(text, GREEN);
            case DELETED -> paint(text, RED);
        };
    }

    /** In the colour of a finding's weight. */
    public String severity(Severity severity, String text) {
        return switch (severity) {
            case BLOCKER -> paint(text, RED);
            case WARNING -> paint(text, YELLOW);
            case NOTE -> paint(text, DIM);
        };
    }

    private String paint(String text, int code) {
        return on && !text.isEmpty() ? "\u001b[%dm%s\u001b[0m".formatted(code, text) : text;
    }
}
