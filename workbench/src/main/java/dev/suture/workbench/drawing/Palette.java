package dev.suture.workbench.anatomy;

import java.util.Map;
import javafx.scene.paint.Color;

/** The colours of the picture in a theme. */
record Palette(Map<Ink, Color> colours) {
    Palette {
        colours = Map.copyOf(colours);
    }

    Color of(Ink ink) {
        return colours.getOrDefault(ink, Color.GRAY);
    }

    /** As SVG writes it. */
    String hex(Ink ink) {
        Color c = of(ink);
        return "#%02x%02x%02x".formatted(byteOf(c.getRed()), byteOf(c.getGreen()), byteOf(c.getBlue()));
    }

    private static int byteOf(double share) {
        return (int) Math.round(share * 255);
    }
}
