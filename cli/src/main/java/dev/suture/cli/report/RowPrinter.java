package dev.suture.cli.report;

import dev.suture.diff.model.Status;
import dev.suture.diff.render.DiffRow;
import java.io.PrintWriter;
import java.util.List;

/** Draws consecutive rows as text. */
sealed interface RowPrinter permits SideBySide, Unified {
    void print(List<DiffRow> rows, PrintWriter out);

    static Status status(DiffRow row) {
        return switch (row.kind()) {
            case SAME, SOURCE -> Status.UNCHANGED;
            case CHANGED -> Status.CHANGED;
            case ADDED -> Status.ADDED;
            case DELETED -> Status.DELETED;
        };
    }

    /** Whether a token stands out: where both sides stand for each other, only what differs does. */
    static boolean isMarked(DiffRow row, DiffRow.Token token) {
        return switch (row.kind()) {
            case SAME, CHANGED, SOURCE -> token.differs();
            case ADDED, DELETED -> true;
        };
    }
}
