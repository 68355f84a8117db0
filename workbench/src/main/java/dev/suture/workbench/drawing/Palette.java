package dev.suture.workbench.drawing;

import java.util.Map;
import javafx.scene.paint.Color;

/** The colours of pictures in a theme. */
public record Palette(Map<Ink, Color> colours) {
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

    public Palette {
        colours = Map.copyOf(colours);
    }

    public Color of(Ink ink) {
        return colours.getOrDefault(ink, Color.GRAY);
    }

    /** As SVG writes it. */
    public String hex(Ink ink) {
        Color c = of(ink);
        return "#%02x%02x%02x".formatted(byteOf(c.getRed()), byteOf(c.getGreen()), byteOf(c.getBlue()));
    }

    private static int byteOf(double share) {
        return (int) Math.round(share * 255);
    }

    /** Those of the light theme: for what is read on paper or in a browser. */
    public static Palette light() {
        return LIGHT;
    }
}
