package dev.suture.workbench.diff;

import javafx.scene.TraversalDirection;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** Keys in an area nobody types into: they scroll, where RichTextFX would move a caret that is not to be seen. */
final class AreaKeys {
    private static final int COLUMNS = 8;

    private final DiffArea area;
    private final AreaMetrics metrics;

    AreaKeys(DiffArea area, AreaMetrics metrics) {
        this.area = area;
        this.metrics = metrics;
    }

    void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.TAB && !event.isControlDown()) {
            // RichTextFX keeps Tab for itself, and nobody without a mouse would get out.
            area.requestFocusTraversal(event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            event.consume();
        } else if (!event.isShiftDown() && !event.isAltDown() && !event.isMetaDown() && scroll(event)) {
            event.consume();
        }
    }

    private boolean scroll(KeyEvent event) {
        double sideways = COLUMNS * metrics.column();
        switch (event.getCode()) {
            case KeyCode.UP -> area.scrollYBy(-line());
            case KeyCode.DOWN -> area.scrollYBy(line());
            case KeyCode.LEFT -> area.scrollXBy(-sideways);
            case KeyCode.RIGHT -> area.scrollXBy(sideways);
            case KeyCode.PAGE_UP -> area.scrollYBy(-page());
            case KeyCode.PAGE_DOWN -> area.scrollYBy(page());
            case KeyCode.HOME -> area.showParagraphAtTop(0);
            case KeyCode.END -> area.showParagraphAtBottom(area.getParagraphs().size() - 1);
            default -> {
                return false;
            }
        }
        return true;
    }

    private double line() {
        return metrics.lineHeight().get();
    }

    private double page() {
        return Math.max(line(), area.getHeight() - 2 * line());
    }
}
