package dev.suture.workbench.anatomy;

import dev.suture.workbench.anatomy.Painter.Marked;
import dev.suture.workbench.anatomy.PictureLayout.Placed;
import dev.suture.workbench.drawing.CanvasPen;
import dev.suture.workbench.drawing.Palette;
import dev.suture.workbench.drawing.Swatches;
import dev.suture.workbench.review.Selection;
import dev.suture.workbench.text.Messages;
import java.util.Optional;
import javafx.geometry.Orientation;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;

/** Shows the part of the picture that is scrolled to; draws what is in sight and nothing else. */
final class AnatomyCanvas extends Pane {
    static final double LOWEST_ROW = 2;
    static final double HIGHEST_ROW = 40;
    private static final double STANDARD_ROW = 24;
    private static final double ZOOM_STEP = 1.18;

    private final AnatomyModel model;
    private final Messages messages;
    private final Painter painter;
    private final Canvas canvas = new Canvas();
    private final ScrollBar scroll = new ScrollBar();
    private final Swatches swatches = new Swatches(this::draw);
    private final Tooltip tip = new Tooltip();
    private double rowHeight = STANDARD_ROW;
    private PictureLayout layout = PictureLayout.of(Anatomy.NONE, 600, STANDARD_ROW);
    private Optional<Placed> hovered = Optional.empty();

    AnatomyCanvas(AnatomyModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
        this.painter = new Painter(messages);
        setId("anatomy-canvas");
        setFocusTraversable(true);
        setMinSize(0, 0);
        scroll.setOrientation(Orientation.VERTICAL);
        scroll.setId("anatomy-scroll");
        getChildren().addAll(swatches.regions());
        getChildren().addAll(canvas, scroll);
        model.anatomy().addListener((o, was, is) -> rearrange());
        model.review().selection().addListener((o, was, is) -> reveal());
        scroll.valueProperty().addListener((o, was, is) -> draw());
        addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        setOnMouseMoved(this::hover);
        setOnMouseExited(e -> over(Optional.empty()));
        setOnMousePressed(e -> {
            requestFocus();
            over(at(e));
            hovered.ifPresent(h -> model.select(h.group(), h.block()));
        });
    }

    /** One row, in pixels. */
    double rowHeight() {
        return rowHeight;
    }

    /** @param height brought within what makes sense */
    void setRowHeight(double height) {
        double place = layout.height() == 0 ? 0 : scroll.getValue() / layout.height();
        rowHeight = Math.clamp(height, LOWEST_ROW, HIGHEST_ROW);
        rearrange();
        scroll.setValue(Math.min(scroll.getMax(), place * layout.height()));
    }

    void zoom(int steps) {
        setRowHeight(rowHeight * Math.pow(ZOOM_STEP, steps));
    }

    /** Makes the whole picture fit, as far as rows can shrink. */
    void fit() {
        double whole = PictureLayout.of(model.anatomy().get(), getWidth(), STANDARD_ROW)
                .height();
        setRowHeight(Math.min(STANDARD_ROW, STANDARD_ROW * getHeight() / whole));
    }

    PictureLayout layoutOf(double width, double height) {
        return PictureLayout.of(model.anatomy().get(), width, height);
    }

    /** The colours as the style sheets have them now. */
    Palette palette() {
        return swatches.palette();
    }

    @Override
    protected void layoutChildren() {
        double bar = Math.ceil(scroll.prefWidth(-1));
        scroll.resizeRelocate(getWidth() - bar, 0, bar, getHeight());
        if (canvas.getWidth() != getWidth() - bar || canvas.getHeight() != getHeight()) {
            canvas.setWidth(Math.max(1, getWidth() - bar));
            canvas.setHeight(Math.max(1, getHeight()));
            rearrange();
        }
    }

    private void rearrange() {
        layout = layoutOf(canvas.getWidth(), rowHeight);
        double more = Math.max(0, layout.height() - canvas.getHeight());
        scroll.setMax(more);
        scroll.setVisibleAmount(layout.height() == 0 ? 1 : more * canvas.getHeight() / layout.height());
        scroll.setUnitIncrement(3 * rowHeight);
        scroll.setBlockIncrement(canvas.getHeight() * 0.9);
        scroll.setVisible(more > 0);
        scroll.setValue(Math.min(scroll.getValue(), more));
        hovered = Optional.empty();
        draw();
    }

    private void draw() {
        double top = scroll.getValue();
        Marked marked = new Marked(selected(), hovered);
        painter.paint(
                layout,
                new CanvasPen(canvas.getGraphicsContext2D(), palette(), top),
                top,
                top + canvas.getHeight(),
                marked);
    }

    private Optional<Placed> selected() {
        return model.review().selection().get() instanceof Selection.OneChange one
                ? layout.blocks().stream()
                        .filter(b -> b.block()
                                .change()
                                .filter(c -> c == one.change())
                                .isPresent())
                        .findFirst()
                : Optional.empty();
    }

    /** Scrolls to what is selected elsewhere. */
    private void reveal() {
        selected().ifPresent(s -> {
            double top = scroll.getValue() + PictureLayout.HEAD;
            if (s.y() < top || s.y() + s.height() > scroll.getValue() + canvas.getHeight()) {
                scroll.setValue(Math.clamp(s.y() - canvas.getHeight() / 3, 0, scroll.getMax()));
            }
        });
        draw();
    }

    private void scrolled(ScrollEvent event) {
        if (event.isControlDown()) {
            zoom(event.getDeltaY() > 0 ? 1 : -1);
        } else {
            scroll.setValue(Math.clamp(scroll.getValue() - event.getDeltaY(), 0, scroll.getMax()));
        }
        event.consume();
    }

    private void key(KeyEvent event) {
        int step = event.getCode() == KeyCode.DOWN ? 1 : event.getCode() == KeyCode.UP ? -1 : 0;
        if (step != 0) {
            model.review().move(step);
            event.consume();
        }
    }

    private Optional<Placed> at(MouseEvent event) {
        return layout.at(event.getX(), event.getY() + scroll.getValue());
    }

    private void hover(MouseEvent event) {
        over(at(event));
    }

    private void over(Optional<Placed> placed) {
        if (placed.equals(hovered)) {
            return;
        }
        hovered = placed;
        setCursor(placed.isPresent() ? Cursor.HAND : Cursor.DEFAULT);
        Tooltip.uninstall(this, tip);
        placed.ifPresent(p -> {
            tip.setText(text(p));
            Tooltip.install(this, tip);
        });
        draw();
    }

    private String text(Placed placed) {
        Block block = placed.block();
        StringBuilder text = new StringBuilder("%s\n%s \u00b7 %,d bytes"
                .formatted(
                        block.label(),
                        messages.text("anatomy.role." + block.role().name().toLowerCase(java.util.Locale.ROOT)),
                        block.size()));
        block.change()
                .ifPresent(c -> c.reasons().stream()
                        .limit(3)
                        .forEach(r -> text.append('\n').append(r.text())));
        if (block.because().size() > 1) {
            text.append('\n').append(String.join(" \u2192 ", block.because()));
        }
        return text.toString();
    }
}
