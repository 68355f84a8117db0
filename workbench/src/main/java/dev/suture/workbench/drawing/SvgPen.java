package dev.suture.workbench.drawing;

import java.util.List;
import java.util.Locale;

/** Writes the picture as SVG 1.1; {@link #document} gives the whole of it. */
public final class SvgPen implements Pen {
    private final StringBuilder body = new StringBuilder();
    private final Palette palette;

    public SvgPen(Palette palette) {
        this.palette = palette;
    }

    @Override
    public void box(double x, double y, double width, double height, Ink fill, Ink frame, double line, boolean dashed) {
        add(
                "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%d\" fill=\"%s\"",
                x, y, width, height, line == 0 ? 0 : 3, palette.hex(fill));
        if (line > 0) {
            add(" stroke=\"%s\" stroke-width=\"%.1f\"", palette.hex(frame), line);
        }
        body.append(dashed ? " stroke-dasharray=\"4 3\"/>\n" : "/>\n");
    }

    @Override
    public void text(String text, double x, double y, double width, double size, Ink ink, boolean bold, boolean fixed) {
        add(
                "<text x=\"%.1f\" y=\"%.1f\" font-size=\"%.1f\" font-family=\"%s\"%s fill=\"%s\">%s</text>\n",
                x,
                y,
                size,
                fixed ? "DejaVu Sans Mono, monospace" : "DejaVu Sans, sans-serif",
                bold ? " font-weight=\"bold\"" : "",
                palette.hex(ink),
                escaped(CanvasPen.cut(text, width, size)));
    }

    @Override
    public void link(double fromX, double fromY, double toX, double toY, Ink ink, double line) {
        double middle = (fromX + toX) / 2;
        add(
                "<path d=\"M%.1f %.1fC%.1f %.1f %.1f %.1f %.1f %.1f\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\"/>\n",
                fromX, fromY, middle, fromY, middle, toY, toX - 5, toY, palette.hex(ink), line);
        add(
                "<path d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fZ\" fill=\"%s\"/>\n",
                toX - 7, toY - 3.5, toX, toY, toX - 7, toY + 3.5, palette.hex(ink));
    }

    @Override
    public void path(List<Spot> spots, Ink ink, double line, boolean dashed) {
        StringBuilder way = new StringBuilder();
        new Bends(spots) {
            @Override
            void moveTo(Spot to) {
                way.append(String.format(Locale.ROOT, "M%.1f %.1f", to.x(), to.y()));
            }

            @Override
            void lineTo(Spot to) {
                way.append(String.format(Locale.ROOT, "L%.1f %.1f", to.x(), to.y()));
            }

            @Override
            void curveTo(Spot by, Spot to) {
                way.append(String.format(Locale.ROOT, "Q%.1f %.1f %.1f %.1f", by.x(), by.y(), to.x(), to.y()));
            }
        }.trace();
        add(
                "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"%.1f\"%s/>\n",
                way, palette.hex(ink), line, dashed ? " stroke-dasharray=\"5 3\"" : "");
        Bends.Head head = Bends.head(spots);
        add(
                "<path d=\"M%.1f %.1fL%.1f %.1fL%.1f %.1fZ\" fill=\"%s\"/>\n",
                head.left().x(),
                head.left().y(),
                head.tip().x(),
                head.tip().y(),
                head.right().x(),
                head.right().y(),
                palette.hex(ink));
    }

    /** The whole file. */
    public String document(double width, double height) {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%1$.0f\" height=\"%2$.0f\" viewBox=\"0 0 %1$.0f %2$.0f\">%n%3$s</svg>%n"
                .formatted(width, height, body);
    }

    private void add(String format, Object... arguments) {
        body.append(String.format(Locale.ROOT, format, arguments));
    }

    /** Characters that XML 1.0 gives a meaning, and those it does not allow at all. */
    private static String escaped(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> result.append("&lt;");
                case '>' -> result.append("&gt;");
                case '&' -> result.append("&amp;");
                default -> result.appendCodePoint(c < ' ' ? '\ufffd' : c);
            }
        });
        return result.toString();
    }
}
