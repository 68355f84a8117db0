package dev.suture.report.html;

import dev.suture.diff.model.Status;

/** What stands beside every colour. */
final class Signs {
    private Signs() {}

    static String of(Status status) {
        return switch (status) {
            case UNCHANGED -> "=";
            case CHANGED -> "~";
            case ADDED -> "+";
            case DELETED -> "−";
        };
    }
}
