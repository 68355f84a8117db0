package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import dev.suture.workbench.parts.Nodes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import org.fxmisc.richtext.CodeArea;
import org.reactfx.value.Val;

/** One side of the diff: read-only text with a gutter of signs and offsets. */
final class SideArea extends CodeArea {
    private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");
    private static final int MIN_DIGITS = 3;

    private final ObservableValue<Optional<Difference>> current;
    private List<SideDocument.Line> lines = List.of();
    private int digits = MIN_DIGITS;

    SideArea(String id, String accessibleText, ObservableValue<Optional<Difference>> current) {
        this.current = current;
        setId(id);
        setAccessibleText(accessibleText);
        setEditable(false);
        setWrapText(false);
        getStyleClass().add("side-area");
        setParagraphGraphicFactory(this::gutter);
        addEventFilter(KeyEvent.KEY_PRESSED, this::leaveByTab);
    }

    /** RichTextFX keeps Tab for itself even where nothing can be typed, and nobody without a mouse would get out. */
    private void leaveByTab(KeyEvent event) {
        if (event.getCode() == KeyCode.TAB && !event.isControlDown()) {
            requestFocusTraversal(event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            event.consume();
        }
    }

    /** Shows a document in the place of the one before. */
    void show(SideDocument side) {
        lines = side.lines();
        digits = lines.stream()
                .flatMap(l -> l.offset().stream())
                .mapToInt(o -> Long.toHexString(o).length())
                .reduce(MIN_DIGITS, Math::max);
        replace(0, getLength(), side.document());
        moveTo(0);
    }

    private Node gutter(int row) {
        if (row >= lines.size()) {
            return Nodes.styled(new HBox(), "gutter-end");
        }
        SideDocument.Line line = lines.get(row);
        Label sign = Nodes.label(line.offset().isPresent() ? sign(line.kind()) : " ", "gutter-sign");
        String offset = line.offset()
                .map(o -> String.format(Locale.ROOT, "%" + digits + "x", o))
                .orElse(" ".repeat(digits));
        HBox gutter = Nodes.styled(new HBox(sign, Nodes.label(offset, "gutter-offset")), "gutter");
        gutter.getStyleClass().add(line.offset().isPresent() ? SideDocument.rowStyle(line.kind()) : "row-absent");
        gutter.setAlignment(Pos.CENTER_LEFT);
        // Only while it is on screen: a gutter that scrolled away must not be kept by the model.
        Val.map(current, c -> c.filter(d -> d.contains(row)).isPresent())
                .conditionOnShowing(gutter)
                .values()
                .subscribe(is -> gutter.pseudoClassStateChanged(CURRENT, Boolean.TRUE.equals(is)));
        return gutter;
    }

    private static String sign(DiffRow.Kind kind) {
        return switch (kind) {
            case SAME, SOURCE -> " ";
            case CHANGED -> "~";
            case ADDED -> "+";
            case DELETED -> "\u2212";
        };
    }
}
