package dev.suture.workbench.build;

import java.util.regex.Pattern;

/**
 * One line of the log of a build.
 *
 * @param number from 0
 * @param offset where it begins in the file, in bytes
 * @param kind what it is
 * @param text without the end of the line
 */
public record LogLine(int number, long offset, Kind kind, String text) {
    private static final Pattern ERROR = Pattern.compile(
            "(?i)\\b(?:fatal )?error\\b[: \\[]|undefined reference to|\\*\\*\\* .*(?:Error|Stop)|: not found$|^FAILED: |No such file or directory");
    private static final Pattern WARNING = Pattern.compile("(?i)\\bwarning\\b[: \\[]");

    /** What a line is. */
    public enum Kind {
        /** A command begins: Suture's own line. */
        COMMAND,
        ERROR,
        WARNING,
        OTHER
    }

    static LogLine of(int number, long offset, String text) {
        return new LogLine(number, offset, kind(text), text);
    }

    private static Kind kind(String text) {
        if (text.startsWith("=== ")) {
            return Kind.COMMAND;
        }
        if (ERROR.matcher(text).find()) {
            return Kind.ERROR;
        }
        return WARNING.matcher(text).find() ? Kind.WARNING : Kind.OTHER;
    }
}
