package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.fxmisc.richtext.model.ReadOnlyStyledDocument;
import org.fxmisc.richtext.model.ReadOnlyStyledDocumentBuilder;
import org.fxmisc.richtext.model.SegmentOps;
import org.fxmisc.richtext.model.StyledSegment;

/**
 * What an area shows. Styles are made with the text, beside the FX thread: laid over it afterwards they would cost the FX
 * thread a change for each line.
 *
 * @param lines one for each paragraph
 * @param document the text with its styles
 * @param columns characters in the longest line
 */
public record AreaText(List<Line> lines, ReadOnlyStyledDocument<Look, String, TokenStyle> document, int columns) {
    /** RichTextFX joins an empty paragraph with its neighbours in a replacement and takes over their style. */
    private static final String BLANK = " ";

    public AreaText {
        lines = List.copyOf(lines);
    }

    static AreaText of(List<Line> lines) {
        ReadOnlyStyledDocumentBuilder<Look, String, TokenStyle> builder =
                new ReadOnlyStyledDocumentBuilder<>(SegmentOps.styledTextOps(), Look.SAME, lines.size());
        int columns = 0;
        for (Line line : lines) {
            List<StyledSegment<String, TokenStyle>> segments = segments(line);
            columns = Math.max(
                    columns,
                    segments.stream().mapToInt(s -> s.getSegment().length()).sum());
            builder.addParagraph(segments, line.look());
        }
        if (lines.isEmpty()) {
            builder.addParagraph(blank(), Look.SAME);
        }
        return new AreaText(lines, builder.build(), columns);
    }

    private static List<StyledSegment<String, TokenStyle>> segments(Line line) {
        List<StyledSegment<String, TokenStyle>> segments = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        TokenStyle style = TokenStyle.PLAIN;
        for (int i = 0; i < line.tokens().size(); i++) {
            Token token = line.tokens().get(i);
            TokenStyle here = TokenStyle.of(
                    token, line.hues().isEmpty() ? Hues.NONE : line.hues().get(i));
            if (!here.equals(style) && !text.isEmpty()) {
                segments.add(new StyledSegment<>(text.toString(), style));
                text.setLength(0);
            }
            style = here;
            text.append(token.text());
        }
        if (!text.isEmpty()) {
            segments.add(new StyledSegment<>(text.toString(), style));
        }
        return segments.isEmpty() ? blank() : segments;
    }

    private static List<StyledSegment<String, TokenStyle>> blank() {
        return List.of(new StyledSegment<>(BLANK, TokenStyle.PLAIN));
    }

    /** Digits that the largest offset takes. */
    int digits(boolean decimal) {
        long largest = lines.stream()
                .flatMap(l -> l.offsets().stream())
                .mapToLong(o -> o.orElse(0L))
                .max()
                .orElse(0);
        return (decimal ? Long.toString(largest) : Long.toHexString(largest)).length();
    }

    /**
     * Several lines for the clipboard, whole and with their signs; lines without text are left out.
     *
     * @param first index of the first line
     * @param last index of the last
     */
    String copied(int first, int last) {
        return IntStream.rangeClosed(first, Math.min(last, lines.size() - 1))
                .mapToObj(lines::get)
                .filter(l -> l.look() != Look.ABSENT)
                .map(l -> l.look().sign() + " " + l.text())
                .collect(Collectors.joining("\n", "", "\n"));
    }
}
