package dev.suture.workbench.anatomy;

import dev.suture.workbench.drawing.CanvasPen;
import dev.suture.workbench.drawing.SvgPen;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.parts.Png;
import dev.suture.workbench.parts.StatePage;
import dev.suture.workbench.text.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.geometry.Pos;
import javafx.scene.SnapshotParameters;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;

/** The picture, and how large it is drawn. */
public final class AnatomyPane extends BorderPane {
    /** Pictures in files have this width, whatever the window's; graphics cards take no texture much higher. */
    private static final double FILE_WIDTH = 1400;

    private static final double HIGHEST_FILE = 8000;
    private static final double FILE_ROW = 24;

    private final AnatomyModel model;
    private final Messages messages;
    private final AnatomyCanvas canvas;
    private final Label count = Nodes.label("", "pane-subtitle");
    private final StackPane content = new StackPane();

    public AnatomyPane(AnatomyModel model, Messages messages) {
        this.model = model;
        this.messages = messages;
        this.canvas = new AnatomyCanvas(model, messages);
        setId("anatomy-pane");
        getStyleClass().addAll("pane", "anatomy-pane");
        HBox head = Nodes.styled(
                new HBox(
                        count,
                        Nodes.gap(),
                        legend(Role.CHANGED),
                        legend(Role.ADDED),
                        legend(Role.DELETED),
                        legend(Role.CARRIED),
                        button("anatomy-out", Icons.ZOOM_OUT, () -> canvas.zoom(-1)),
                        button("anatomy-in", Icons.ZOOM_IN, () -> canvas.zoom(1)),
                        button("anatomy-fit", Icons.ZOOM_FIT, canvas::fit)),
                "pane-head",
                "anatomy-head");
        head.setAlignment(Pos.CENTER_LEFT);
        setTop(head);
        setCenter(content);
        model.anatomy().addListener((o, was, is) -> draw());
        model.problem().addListener((o, was, is) -> draw());
        draw();
    }

    private Label legend(Role role) {
        Label label = Nodes.label(
                role.sign() + " " + messages.text("anatomy.role." + role.name().toLowerCase(java.util.Locale.ROOT)),
                "legend",
                "legend-" + role.name().toLowerCase(java.util.Locale.ROOT));
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private Button button(String id, Icons icon, Runnable action) {
        Button button = Nodes.named(Nodes.styled(new Button("", icon.node()), "button-icon", "flat"), id);
        String text = messages.text(id.replace('-', '.'));
        button.setTooltip(new Tooltip(text));
        button.setAccessibleText(text);
        button.setOnAction(e -> action.run());
        return button;
    }

    private void draw() {
        int blocks = model.anatomy().get().blocks();
        count.setText(messages.text("anatomy.count", blocks));
        content.getChildren()
                .setAll(
                        model.problem().get().isPresent()
                                ? StatePage.failed(model.problem().get().get(), messages)
                                : blocks == 0
                                        ? StatePage.empty(
                                                Icons.ANATOMY,
                                                messages.text("anatomy.none.title"),
                                                messages.text("anatomy.none.text"))
                                        : canvas);
    }

    /** Larger, smaller. */
    public void zoom(int steps) {
        canvas.zoom(steps);
    }

    /** All of it. */
    public void fit() {
        canvas.fit();
    }

    /**
     * Writes the whole picture: as PNG if the name ends so, else as SVG. Of a PNG rows shrink so far that the picture is
     * not too high for a graphics card.
     *
     * @throws UncheckedIOException if it cannot be written
     */
    public void export(Path file) {
        try {
            if (file.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".png")) {
                png(file);
            } else {
                PictureLayout layout = canvas.layoutOf(FILE_WIDTH, FILE_ROW);
                SvgPen pen = new SvgPen(canvas.palette());
                new Painter(messages).paint(layout, pen, 0, layout.height(), Painter.Marked.NOTHING);
                Files.writeString(file, pen.document(layout.width(), layout.height()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void png(Path file) throws IOException {
        PictureLayout layout = canvas.layoutOf(FILE_WIDTH, FILE_ROW);
        if (layout.height() > HIGHEST_FILE) {
            double row = Math.max(AnatomyCanvas.LOWEST_ROW, FILE_ROW * HIGHEST_FILE / layout.height() * 0.9);
            layout = canvas.layoutOf(FILE_WIDTH, row);
        }
        Canvas whole = new Canvas(FILE_WIDTH, Math.min(layout.height(), HIGHEST_FILE));
        CanvasPen pen = new CanvasPen(whole.getGraphicsContext2D(), canvas.palette(), 0);
        new Painter(messages).paint(layout, pen, 0, whole.getHeight(), Painter.Marked.NOTHING);
        Png.write(whole.snapshot(new SnapshotParameters(), null), file);
    }
}
