package dev.suture.workbench.anatomy;

import dev.suture.workbench.text.Messages;
import java.util.Map;
import javafx.scene.paint.Color;

/** The whole picture as SVG, in the colours of the light theme: for what is read on paper or in a browser. */
public final class AnatomyPicture {
    private static final double WIDTH = 1100;
    private static final double ROW = 24;
    /** What is higher is drawn with lower rows, down to these strips. */
    private static final double HIGHEST = 6000;

    private static final double LOWEST_ROW = 3;

    private static final Palette LIGHT = new Palette(Map.ofEntries(
            Map.entry(Ink.BACKGROUND, Color.web("#ffffff")),
            Map.entry(Ink.TEXT, Color.web("#24292f")),
            Map.entry(Ink.MUTED, Color.web("#57606a")),
            Map.entry(Ink.BORDER, Color.web("#d0d7de")),
            Map.entry(Ink.PANEL, Color.web("#f6f8fa")),
            Map.entry(Ink.FOCUS, Color.web("#0969da")),
            Map.entry(Ink.CHANGED, Color.web("#0550ae")),
            Map.entry(Ink.CHANGED_SOFT, Color.web("#e6f1fd")),
            Map.entry(Ink.ADDED, Color.web("#116e53")),
            Map.entry(Ink.ADDED_SOFT, Color.web("#e2f5ee")),
            Map.entry(Ink.DELETED, Color.web("#a63c06")),
            Map.entry(Ink.DELETED_SOFT, Color.web("#fdeee3"))));

    private AnatomyPicture() {}

    /** An SVG document; from any thread. */
    public static String svg(Anatomy anatomy, Messages messages) {
        PictureLayout layout = PictureLayout.of(anatomy, WIDTH, ROW);
        if (layout.height() > HIGHEST) {
            layout = PictureLayout.of(anatomy, WIDTH, Math.max(LOWEST_ROW, ROW * HIGHEST / layout.height()));
        }
        SvgPen pen = new SvgPen(LIGHT);
        new Painter(messages).paint(layout, pen, 0, layout.height(), Painter.Marked.NOTHING);
        return pen.document(layout.width(), layout.height());
    }
}
