package dev.suture.workbench.flow;

import dev.suture.diff.model.Status;
import dev.suture.workbench.drawing.Ink;

/** The colours of a status. */
final class Inks {
    private Inks() {}

    static Ink strong(Status status) {
        return switch (status) {
            case UNCHANGED -> Ink.MUTED;
            case CHANGED -> Ink.CHANGED;
            case ADDED -> Ink.ADDED;
            case DELETED -> Ink.DELETED;
        };
    }

    static Ink soft(Status status) {
        return switch (status) {
            case UNCHANGED -> Ink.PANEL;
            case CHANGED -> Ink.CHANGED_SOFT;
            case ADDED -> Ink.ADDED_SOFT;
            case DELETED -> Ink.DELETED_SOFT;
        };
    }
}
