package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow.Token;
import java.util.List;
import java.util.Optional;

/**
 * One line of an area.
 *
 * @param look how it looks
 * @param offsets what the gutter shows: the offset of the side, or those of base and patched where both share an area
 * @param tokens its text in pieces
 * @param firstRow index of the first row it stands for
 * @param lastRow index of the last; the same but for a fold
 * @param hues colours of the pieces, one for each; empty where none has one
 */
public record Line(
        Look look, List<Optional<Long>> offsets, List<Token> tokens, int firstRow, int lastRow, List<Integer> hues) {
    public Line {
        offsets = List.copyOf(offsets);
        tokens = List.copyOf(tokens);
        hues = List.copyOf(hues);
    }

    /** Without colours. */
    Line(Look look, List<Optional<Long>> offsets, List<Token> tokens, int firstRow, int lastRow) {
        this(look, offsets, tokens, firstRow, lastRow, List.of());
    }

    /** The line as plain text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        tokens.forEach(t -> text.append(t.text()));
        return text.toString();
    }
}
