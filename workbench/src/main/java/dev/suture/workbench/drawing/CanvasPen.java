package dev.suture.workbench.drawing;

import java.util.List;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;

/** Draws on a canvas whose upper edge shows the picture from a height on. */
public final class CanvasPen implements Pen {
    private static final double LETTER = 0.61;
    private static final String FIXED = "DejaVu Sans Mono";
    private static final double ROUND = 6;

    private final GraphicsContext graphics;
    private final Palette palette;
    private final double top;

    public CanvasPen(GraphicsContext graphics, Palette palette, double top) {
        this.graphics = graphics;
        this.palette = palette;
        this.top = top;
    }

    @Override
    public void box(double x, double y, double width, double height, Ink fill, Ink frame, double line, boolean dashed) {
        graphics.setFill(palette.of(fill));
        double round = Math.min(ROUND, height / 2);
        if (line == 0) {
            graphics.fillRect(x, y - top, width, height);
            return;
        }
        graphics.fillRoundRect(x, y - top, width, height, round, round);
        graphics.setStroke(palette.of(frame));
        graphics.setLineWidth(line);
        graphics.setLineDashes(dashed ? new double[] {4, 3} : new double[0]);
        graphics.strokeRoundRect(x + 0.5, y - top + 0.5, width - 1, height - 1, round, round);
        graphics.setLineDashes();
    }

    @Override
    public void text(String text, double x, double y, double width, double size, Ink ink, boolean bold, boolean fixed) {
        graphics.setFill(palette.of(ink));
        String family = fixed ? FIXED : "System";
        graphics.setFont(Font.font(family, bold ? FontWeight.BOLD : FontWeight.NORMAL, size));
        graphics.fillText(cut(text, width, size), x, y - top);
    }

    /** Cut in the middle, as the ends of long names tell them apart. */
    public static String cut(String text, double width, double size) {
        int fitting = (int) (width / (size * LETTER));
        if (text.length() <= fitting) {
            return text;
        }
        int half = Math.max(0, (fitting - 1) / 2);
        return text.substring(0, Math.max(0, fitting - 1 - half)) + "\u2026" + text.substring(text.length() - half);
    }

    @Override
    public void link(double fromX, double fromY, double toX, double toY, Ink ink, double line) {
        graphics.setStroke(palette.of(ink));
        graphics.setLineWidth(line);
        double middle = (fromX + toX) / 2;
        graphics.beginPath();
        graphics.moveTo(fromX, fromY - top);
        graphics.bezierCurveTo(middle, fromY - top, middle, toY - top, toX - 5, toY - top);
        graphics.stroke();
        graphics.setFill(palette.of(ink));
        graphics.fillPolygon(
                new double[] {toX - 7, toX, toX - 7}, new double[] {toY - top - 3.5, toY - top, toY - top + 3.5}, 3);
    }

    @Override
    public void path(List<Spot> spots, Ink ink, double line, boolean dashed) {
        graphics.setStroke(palette.of(ink));
        graphics.setLineWidth(line);
        graphics.setLineDashes(dashed ? new double[] {5, 3} : new double[0]);
        graphics.beginPath();
        new Bends(spots) {
            @Override
            void moveTo(Spot to) {
                graphics.moveTo(to.x(), to.y() - top);
            }

            @Override
            void lineTo(Spot to) {
                graphics.lineTo(to.x(), to.y() - top);
            }

            @Override
            void curveTo(Spot by, Spot to) {
                graphics.quadraticCurveTo(by.x(), by.y() - top, to.x(), to.y() - top);
            }
        }.trace();
        graphics.stroke();
        graphics.setLineDashes();
        Bends.Head head = Bends.head(spots);
        graphics.setFill(palette.of(ink));
        graphics.fillPolygon(
                new double[] {head.left().x(), head.tip().x(), head.right().x()},
                new double[] {
                    head.left().y() - top, head.tip().y() - top, head.right().y() - top
                },
                3);
    }
}
