package dev.suture.workbench.flow;

import dev.suture.workbench.drawing.CanvasPen;
import dev.suture.workbench.drawing.Ink;
import dev.suture.workbench.drawing.Palette;
import dev.suture.workbench.drawing.Swatches;
import dev.suture.workbench.flow.FlowPicture.Direction;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Pane;
import javafx.scene.shape.Rectangle;

/** Shows a part of the picture: dragged, scrolled and zoomed with the mouse, walked with the arrow keys. */
final class FlowCanvas extends Pane {
    private static final double ZOOM_STEP = 1.2;
    /** Smaller moves of the pointer are a click. */
    private static final double STILL = 4;

    private final FlowModel model;
    private final Runnable openRows;
    private final Canvas canvas = new Canvas(1, 1);
    private final Swatches swatches = new Swatches(this::draw);
    private final Tooltip tip = new Tooltip();
    private Optional<FlowPicture> picture = Optional.empty();
    private Viewport view = new Viewport(1, 0, 0);
    private OptionalInt hovered = OptionalInt.empty();
    private boolean fresh = true;
    private double dragX;
    private double dragY;
    private double pressedX;
    private double pressedY;

    /** @param openRows shows the diff, whose rows the model has gone to */
    FlowCanvas(FlowModel model, Runnable openRows, String accessibleText) {
        this.model = model;
        this.openRows = openRows;
        setId("flow-canvas");
        setAccessibleText(accessibleText);
        setFocusTraversable(true);
        setMinSize(0, 0);
        getChildren().addAll(swatches.regions());
        getChildren().add(canvas);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        tip.setWrapText(true);
        tip.setMaxWidth(460);
        model.current().addListener((o, was, is) -> reveal());
        focusedProperty().addListener((o, was, is) -> draw());
        addEventHandler(ScrollEvent.SCROLL, this::scrolled);
        addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        setOnMouseMoved(e -> over(at(e)));
        setOnMouseExited(e -> over(OptionalInt.empty()));
        setOnMousePressed(this::pressed);
        setOnMouseDragged(this::dragged);
        setOnMouseClicked(this::clicked);
    }

    void show(FlowPicture shown) {
        picture = Optional.of(shown);
        hovered = OptionalInt.empty();
        fresh = true;
        place();
    }

    /** A new picture opens where the user is, as soon as it is known how much room there is. */
    private void place() {
        if (fresh && canvas.getWidth() > 1 && canvas.getHeight() > 1) {
            picture.ifPresent(p -> {
                fresh = false;
                view = Viewport.readable(
                        p, p.nodes().get(model.current().get().orElse(0)), canvas.getWidth(), canvas.getHeight());
            });
        }
        reveal();
    }

    void zoom(int steps) {
        zoom(steps, canvas.getWidth() / 2, canvas.getHeight() / 2);
    }

    private void zoom(int steps, double x, double y) {
        look(view.zoomed(Math.pow(ZOOM_STEP, steps), x, y));
    }

    /** All of it. */
    void fit() {
        picture.ifPresent(p -> look(Viewport.fitting(p, canvas.getWidth(), canvas.getHeight())));
    }

    /** How large the picture is drawn. */
    double scale() {
        return view.scale();
    }

    private void look(Viewport next) {
        picture.ifPresent(p -> view = next.within(p, canvas.getWidth(), canvas.getHeight()));
        draw();
    }

    private void reveal() {
        picture.ifPresent(p -> model.current().get().ifPresent(node -> {
            if (node < p.nodes().size()) {
                setAccessibleText(model.told(node));
                look(view.showing(p.nodes().get(node), canvas.getWidth(), canvas.getHeight()));
            }
        }));
        draw();
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(Math.max(1, getWidth()));
            canvas.setHeight(Math.max(1, getHeight()));
            place();
        }
    }

    private void draw() {
        GraphicsContext graphics = canvas.getGraphicsContext2D();
        Palette palette = swatches.palette();
        graphics.setFill(palette.of(Ink.BACKGROUND));
        graphics.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        picture.ifPresent(p -> {
            graphics.save();
            graphics.scale(view.scale(), view.scale());
            graphics.translate(-view.x(), -view.y());
            FlowPainter.paint(
                    p,
                    new CanvasPen(graphics, palette, 0),
                    new FlowPainter.View(
                            view.x(),
                            view.y(),
                            canvas.getWidth() / view.scale(),
                            canvas.getHeight() / view.scale(),
                            view.scale(),
                            model.current().get(),
                            hovered));
            graphics.restore();
        });
        if (isFocused()) {
            graphics.setStroke(palette.of(Ink.FOCUS));
            graphics.setLineWidth(1);
            graphics.strokeRect(0.5, 0.5, canvas.getWidth() - 1, canvas.getHeight() - 1);
        }
    }

    private void scrolled(ScrollEvent event) {
        if (event.isControlDown()) {
            zoom(event.getDeltaY() > 0 ? 1 : -1, event.getX(), event.getY());
        } else if (event.isShiftDown() && event.getDeltaX() == 0) {
            look(view.moved(-event.getDeltaY(), 0));
        } else {
            look(view.moved(-event.getDeltaX(), -event.getDeltaY()));
        }
        event.consume();
    }

    private void key(KeyEvent event) {
        if (event.isAltDown() || event.isControlDown() || event.isMetaDown()) {
            return; // Somebody else's keys.
        }
        boolean known = true;
        switch (event.getCode()) {
            case UP, KP_UP -> model.step(Direction.UP);
            case DOWN, KP_DOWN -> model.step(Direction.DOWN);
            case LEFT, KP_LEFT -> model.step(Direction.LEFT);
            case RIGHT, KP_RIGHT -> model.step(Direction.RIGHT);
            case HOME -> model.toEntry();
            case PLUS, EQUALS, ADD -> zoom(1);
            case MINUS, SUBTRACT -> zoom(-1);
            case DIGIT0, NUMPAD0 -> fit();
            case ENTER -> open();
            default -> known = event.getCode() == KeyCode.UNDEFINED;
        }
        if (known) {
            event.consume();
        }
    }

    private void open() {
        model.current().get().ifPresent(node -> {
            model.select(node);
            openRows.run();
        });
    }

    private OptionalInt at(MouseEvent event) {
        return picture.map(p -> p.at(view.pictureX(event.getX()), view.pictureY(event.getY())))
                .orElseGet(OptionalInt::empty);
    }

    private void pressed(MouseEvent event) {
        requestFocus();
        pressedX = event.getX();
        pressedY = event.getY();
        dragX = event.getX();
        dragY = event.getY();
    }

    private void dragged(MouseEvent event) {
        setCursor(Cursor.CLOSED_HAND);
        look(view.moved(dragX - event.getX(), dragY - event.getY()));
        dragX = event.getX();
        dragY = event.getY();
    }

    private void clicked(MouseEvent event) {
        setCursor(Cursor.DEFAULT);
        boolean still = Math.hypot(event.getX() - pressedX, event.getY() - pressedY) < STILL;
        if (still && event.getButton() == MouseButton.PRIMARY) {
            at(event).ifPresent(node -> {
                model.select(node);
                openRows.run();
            });
        }
    }

    private void over(OptionalInt node) {
        if (node.equals(hovered)) {
            return;
        }
        hovered = node;
        setCursor(node.isPresent() ? Cursor.HAND : Cursor.DEFAULT);
        Tooltip.uninstall(this, tip);
        node.ifPresent(n -> {
            tip.setText(model.told(n));
            Tooltip.install(this, tip);
        });
        draw();
    }
}
