package dev.suture.workbench.export;

import dev.suture.diff.markup.Markup;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Token;
import dev.suture.workbench.diff.Difference;
import dev.suture.workbench.diff.Look;
import dev.suture.workbench.diff.Stretch;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Rows as a table: base on the left, patched on the right, what is the same and far from a difference left out. */
record RowTable(Markup page, ItemWords words) {
    /** A function of tens of thousands of rows would make the page too heavy to be opened. */
    private static final int MOST_ROWS = 2000;

    void print(List<DiffRow> rows) {
        page.raw(
                "<table class=\"rows\"><colgroup><col class=\"o\"><col><col class=\"s\"><col class=\"o\"><col></colgroup>");
        int printed = 0;
        for (Stretch stretch : Stretch.of(rows.size(), Difference.in(rows), Set.of())) {
            int length = stretch.last() - stretch.first() + 1;
            if (stretch.folded()) {
                fold(length);
                continue;
            }
            int most = Math.min(length, MOST_ROWS - printed);
            rows.subList(stretch.first(), stretch.first() + most).forEach(this::row);
            printed += most;
            if (most < length) {
                page.raw("<tr class=\"fold\"><td colspan=\"5\">\u22ef</td></tr>");
                break;
            }
        }
        page.raw("</table>");
    }

    private void fold(int length) {
        page.raw("<tr class=\"fold\"><td colspan=\"5\">")
                .text(words.fold(length))
                .raw("</td></tr>");
    }

    private void row(DiffRow row) {
        page.open("tr", "class", row.kind().name().toLowerCase(Locale.ROOT));
        cell(row.base());
        page.element("td", "s", Look.valueOf(row.kind().name()).sign());
        cell(row.patched());
        page.close("tr").line();
    }

    private void cell(Optional<Cell> cell) {
        page.element("td", "o", cell.map(c -> Long.toHexString(c.offset())).orElse(""))
                .open("td", "class", cell.isPresent() ? "c" : "c none");
        cell.ifPresent(c -> c.tokens().forEach(this::token));
        page.close("td");
    }

    private void token(Token token) {
        if (token.differs()) {
            page.element("mark", "", token.text());
        } else {
            page.text(token.text());
        }
    }
}
