package dev.suture.cli.report;

import dev.suture.diff.model.Status;
import dev.suture.diff.render.DiffRow;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One side below the other, as {@code diff -u} does: what goes stands before what comes in its place. */
final class Unified implements RowPrinter {
    private final Palette palette;

    Unified(Palette palette) {
        this.palette = palette;
    }

    @Override
    public void print(List<DiffRow> rows, PrintWriter out) {
        List<DiffRow> differing = new ArrayList<>();
        for (DiffRow row : rows) {
            if (!row.differs()) {
                flush(differing, out);
                out.println("   %s  %s  %s"
                        .formatted(
                                offset(row.base()),
                                offset(row.patched()),
                                row.patched()
                                        .or(row::base)
                                        .map(DiffRow.Cell::text)
                                        .orElse("")));
            } else {
                differing.add(row);
            }
        }
        flush(differing, out);
    }

    private void flush(List<DiffRow> rows, PrintWriter out) {
        rows.forEach(r ->
                r.base().ifPresent(c -> line(r, c, Status.DELETED, offset(r.base()), offset(Optional.empty()), out)));
        rows.forEach(r -> r.patched()
                .ifPresent(c -> line(r, c, Status.ADDED, offset(Optional.empty()), offset(r.patched()), out)));
        rows.clear();
    }

    private void line(
            DiffRow row, DiffRow.Cell cell, Status status, String baseOffset, String patchedOffset, PrintWriter out) {
        StringBuilder text = new StringBuilder();
        for (DiffRow.Token token : cell.tokens()) {
            text.append(RowPrinter.isMarked(row, token) ? palette.status(status, token.text()) : token.text());
        }
        out.println(" %s %s  %s  %s"
                .formatted(palette.status(status, TextReport.sign(status)), baseOffset, patchedOffset, text)
                .stripTrailing());
    }

    private String offset(Optional<DiffRow.Cell> cell) {
        return palette.dim(cell.map(c -> "%4x".formatted(c.offset())).orElse("    "));
    }
}
