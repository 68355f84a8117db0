package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow.Role;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.IndexRange;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.text.Text;
import org.fxmisc.richtext.StyledTextArea;
import org.fxmisc.richtext.util.UndoUtils;

/** Text of one side, or of both: read-only, with a gutter of signs and offsets. Only lines on screen have nodes. */
final class DiffArea extends StyledTextArea<Look, TokenStyle> {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

    private final AreaMetrics metrics;
    private final ObservableValue<Optional<Difference>> current;
    private final IntConsumer openFold;
    private final SymbolHandler symbols;
    private AreaText text = AreaText.of(List.of());
    private int digits;
    private String offsetFormat = "%x";
    private BranchLanes branches = BranchLanes.NONE;
    /** While the caret moves without the user moving it. */
    private boolean quiet;

    /** What is done with names in the code. */
    interface SymbolHandler {
        /** The user clicked there; empty where no name stands. */
        void pointed(Optional<String> name);

        /** The user wants to see what the name stands for. */
        void follow();

        /** The user put the caret into a line of this row. */
        void at(int row);
    }

    /** @param openFold is given the first row of a fold that is clicked */
    DiffArea(
            String id,
            String accessibleText,
            AreaMetrics metrics,
            ObservableValue<Optional<Difference>> current,
            IntConsumer openFold,
            SymbolHandler symbols) {
        super(
                Look.SAME,
                metrics::dress,
                TokenStyle.PLAIN,
                (node, style) -> node.getStyleClass().addAll(style.classes()),
                false);
        this.metrics = metrics;
        this.current = current;
        this.openFold = openFold;
        this.symbols = symbols;
        setId(id);
        setAccessibleText(accessibleText);
        setEditable(false);
        setWrapText(false);
        // What was shown before is not to be kept for an undo that nobody can ask for.
        setUndoManager(UndoUtils.noOpUndoManager());
        getStyleClass().add("diff-area");
        setParagraphGraphicFactory(this::gutter);
        addEventFilter(KeyEvent.KEY_PRESSED, new AreaKeys(this, metrics)::pressed);
        addEventHandler(MouseEvent.MOUSE_CLICKED, this::clicked);
        current.addListener((o, was, is) -> markCurrent());
        currentParagraphProperty().addListener((o, was, is) -> moved(is));
    }

    /** Shows a text in the place of the one before. */
    void show(AreaText shown, int offsetDigits, boolean lineNumbers, BranchLanes lanes) {
        text = shown;
        digits = offsetDigits;
        offsetFormat = "%" + Math.max(1, offsetDigits) + (lineNumbers ? "d" : "x");
        branches = lanes;
        quietly(() -> {
            replace(0, getLength(), shown.document());
            moveTo(0);
        });
        scrollXToPixel(0);
    }

    private void quietly(Runnable moves) {
        quiet = true;
        moves.run();
        quiet = false;
    }

    private void moved(int paragraph) {
        if (!quiet && paragraph < text.lines().size()) {
            symbols.at(text.lines().get(paragraph).firstRow());
        }
    }

    /** Marks the lines of some rows. */
    void select(RowRange range) {
        int first = -1;
        int last = -1;
        for (int i = 0; i < text.lines().size(); i++) {
            Line line = text.lines().get(i);
            if (line.firstRow() <= range.last() && line.lastRow() >= range.first()) {
                first = first < 0 ? i : first;
                last = i;
            }
        }
        if (first >= 0) {
            int from = first;
            int to = last;
            quietly(() -> selectRange(to, getParagraphLength(to), from, 0));
        }
    }

    /** Whether some lines and their neighbours are on screen. */
    boolean isOnScreen(int first, int last) {
        double top = estimatedScrollYProperty().getValue();
        double height = metrics.lineHeight().get();
        return (first - 1) * height >= top && (last + 2) * height <= top + getHeight();
    }

    /** How many lines fit. */
    int page() {
        return (int) (getHeight() / metrics.lineHeight().get());
    }

    /** The row at the top of the screen. */
    int topRow() {
        int top = getVisibleParagraphs().isEmpty() ? 0 : visibleParToAllParIndex(0);
        return top < text.lines().size() ? text.lines().get(top).firstRow() : 0;
    }

    private Node gutter(int index) {
        if (index >= text.lines().size()) {
            return new HBox();
        }
        Line line = text.lines().get(index);
        HBox gutter = new HBox(styled(line.look().sign(), "gutter-sign"), styled(offsets(line), "gutter-offset"));
        gutter.getStyleClass().addAll("gutter", line.look().style());
        if (branches.lanes() > 0) {
            gutter.getChildren().add(new BranchGlyph(branches, index));
        }
        mark(gutter, line);
        return gutter;
    }

    private static Text styled(String text, String style) {
        Text node = new Text(text);
        node.getStyleClass().add(style);
        return node;
    }

    private String offsets(Line line) {
        return line.offsets().stream()
                .map(o -> o.map(offset -> String.format(Locale.ROOT, offsetFormat, offset))
                        .orElse(" ".repeat(digits)))
                .collect(Collectors.joining(" "));
    }

    private void markCurrent() {
        for (int i = 0; i < getVisibleParagraphs().size(); i++) {
            int index = visibleParToAllParIndex(i);
            if (index < text.lines().size()) {
                mark(getParagraphGraphic(index), text.lines().get(index));
            }
        }
    }

    private void mark(Node gutter, Line line) {
        boolean is = line.look() != Look.FOLD
                && current.getValue().filter(d -> d.contains(line.firstRow())).isPresent();
        gutter.pseudoClassStateChanged(CURRENT, is);
    }

    private void clicked(MouseEvent event) {
        Optional<String> name = symbolAt(event);
        symbols.pointed(name);
        if (event.getButton() == MouseButton.PRIMARY && event.isControlDown() && name.isPresent()) {
            symbols.follow();
            return;
        }
        if (event.getButton() != MouseButton.PRIMARY || !event.isStillSincePress()) {
            return;
        }
        int index = getCurrentParagraph();
        if (index < text.lines().size() && text.lines().get(index).look() == Look.FOLD) {
            openFold.accept(text.lines().get(index).firstRow());
        }
    }

    private Optional<String> symbolAt(MouseEvent event) {
        return hit(event.getX(), event.getY()).getCharacterIndex().stream()
                .boxed()
                .filter(at -> getStyleOfChar(at).role() == Role.SYMBOL)
                .map(at -> {
                    Position place = offsetToPosition(at, Bias.Forward);
                    IndexRange range = getStyleRangeAtPosition(place.getMajor(), place.getMinor());
                    return getText(place.getMajor()).substring(range.getStart(), range.getEnd());
                })
                .findFirst();
    }

    /**
     * Marks a stretch of the line that stands for a row, and brings it on screen.
     *
     * @param side whether a line is of the side that is meant
     */
    void reveal(int row, int column, int length, Predicate<Look> side) {
        for (int i = 0; i < text.lines().size(); i++) {
            Line line = text.lines().get(i);
            if (line.firstRow() == row && line.look() != Look.FOLD && side.test(line.look())) {
                String here = getText(i);
                if (column + length <= here.length()) {
                    if (!isOnScreen(i, i)) {
                        showParagraphAtTop(Math.max(0, i - page() / 3));
                    }
                    selectRange(i, column, i, column + length);
                    return;
                }
            }
        }
    }

    /** Part of a line as it stands; of several, whole lines with their signs. */
    @Override
    public void copy() {
        int first = offsetToPosition(getSelection().getStart(), Bias.Forward).getMajor();
        int last = offsetToPosition(getSelection().getEnd(), Bias.Backward).getMajor();
        if (first == last) {
            super.copy();
            return;
        }
        ClipboardContent content = new ClipboardContent();
        content.putString(text.copied(first, last));
        Clipboard.getSystemClipboard().setContent(content);
    }
}
