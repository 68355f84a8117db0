package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Token;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.fxmisc.richtext.model.ReadOnlyStyledDocument;
import org.fxmisc.richtext.model.ReadOnlyStyledDocumentBuilder;
import org.fxmisc.richtext.model.SegmentOps;
import org.fxmisc.richtext.model.StyledDocument;
import org.fxmisc.richtext.model.StyledSegment;

/**
 * One side's text with its styles. Styles are made with the text, beside the FX thread: laid over it afterwards they
 * would cost the FX thread a change for each row.
 *
 * @param document one paragraph for each row and an empty last one, so that the last row can be scrolled clear of a
 *     horizontal scroll bar that only one side has
 * @param lines what the gutter shows beside each row
 */
public record SideDocument(StyledDocument<Collection<String>, String, Collection<String>> document, List<Line> lines) {
    public SideDocument {
        lines = List.copyOf(lines);
    }

    /**
     * The gutter of one row.
     *
     * @param kind how the sides relate in it
     * @param offset byte offset from the start of the item; absent where this side has nothing
     */
    public record Line(DiffRow.Kind kind, Optional<Long> offset) {}

    static SideDocument of(List<DiffRow> rows, Function<DiffRow, Optional<Cell>> side) {
        ReadOnlyStyledDocumentBuilder<Collection<String>, String, Collection<String>> builder =
                new ReadOnlyStyledDocumentBuilder<>(SegmentOps.styledTextOps(), List.of());
        List<Line> lines = new ArrayList<>();
        for (DiffRow row : rows) {
            Optional<Cell> cell = side.apply(row);
            lines.add(new Line(row.kind(), cell.map(Cell::offset)));
            builder.addParagraph(
                    cell.map(SideDocument::segments).orElseGet(SideDocument::blank),
                    List.of(cell.isPresent() ? rowStyle(row.kind()) : "row-absent"));
        }
        builder.addParagraph(blank(), List.of());
        ReadOnlyStyledDocument<Collection<String>, String, Collection<String>> document = builder.build();
        return new SideDocument(document, lines);
    }

    private static List<StyledSegment<String, Collection<String>>> segments(Cell cell) {
        List<StyledSegment<String, Collection<String>>> segments = new ArrayList<>();
        for (Token token : cell.tokens()) {
            if (!token.text().isEmpty()) {
                segments.add(new StyledSegment<>(token.text(), styles(token)));
            }
        }
        return segments.isEmpty() ? blank() : segments;
    }

    private static List<StyledSegment<String, Collection<String>>> blank() {
        return List.of(new StyledSegment<>("", List.of()));
    }

    private static Collection<String> styles(Token token) {
        String role = "role-" + token.role().name().toLowerCase(Locale.ROOT);
        return token.differs() ? List.of(role, "differs") : List.of(role);
    }

    /** The style class of a row and of its gutter. */
    static String rowStyle(DiffRow.Kind kind) {
        return "row-" + kind.name().toLowerCase(Locale.ROOT);
    }
}
