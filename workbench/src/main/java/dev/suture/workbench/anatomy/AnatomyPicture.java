package dev.suture.workbench.anatomy;

import dev.suture.workbench.drawing.Palette;
import dev.suture.workbench.drawing.SvgPen;
import dev.suture.workbench.text.Messages;

/** The whole picture as SVG, in the colours of the light theme: for what is read on paper or in a browser. */
public final class AnatomyPicture {
    private static final double WIDTH = 1100;
    private static final double ROW = 24;
    /** What is higher is drawn with lower rows, down to these strips. */
    private static final double HIGHEST = 6000;

    private static final double LOWEST_ROW = 3;

    private AnatomyPicture() {}

    /** An SVG document; from any thread. */
    public static String svg(Anatomy anatomy, Messages messages) {
        PictureLayout layout = PictureLayout.of(anatomy, WIDTH, ROW);
        if (layout.height() > HIGHEST) {
            layout = PictureLayout.of(anatomy, WIDTH, Math.max(LOWEST_ROW, ROW * HIGHEST / layout.height()));
        }
        SvgPen pen = new SvgPen(Palette.light());
        new Painter(messages).paint(layout, pen, 0, layout.height(), Painter.Marked.NOTHING);
        return pen.document(layout.width(), layout.height());
    }
}
