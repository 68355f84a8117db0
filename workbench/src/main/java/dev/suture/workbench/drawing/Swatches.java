package dev.suture.workbench.drawing;

import dev.suture.workbench.parts.Nodes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;

/** Brings the colours of the style sheets to a canvas: those of regions that nobody sees, which are part of its pane. */
public final class Swatches {
    private final Map<Ink, Region> regions = new EnumMap<>(Ink.class);

    /** @param changed called when the theme has become another */
    public Swatches(Runnable changed) {
        for (Ink ink : Ink.values()) {
            Region region = Nodes.styled(new Region(), ink.styleClass());
            Nodes.show(region, false);
            region.backgroundProperty().addListener((o, was, is) -> changed.run());
            regions.put(ink, region);
        }
    }

    /** To be put into the pane. */
    public List<Region> regions() {
        return List.copyOf(regions.values());
    }

    /** The colours as the style sheets have them now. */
    public Palette palette() {
        Map<Ink, Color> colours = new EnumMap<>(Ink.class);
        regions.forEach((ink, region) -> {
            if (region.getBackground() != null
                    && region.getBackground().getFills().getFirst().getFill() instanceof Color color) {
                colours.put(ink, color);
            }
        });
        return new Palette(colours);
    }
}
