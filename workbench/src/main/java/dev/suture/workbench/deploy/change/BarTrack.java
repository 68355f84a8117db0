package dev.suture.workbench.deploy.change;

import dev.suture.workbench.deploy.change.Timeline.Bar;
import dev.suture.workbench.parts.Nodes;
import java.time.Duration;
import javafx.scene.layout.Region;

/** One step's place on the axis of time. However short a part is, it is seen. */
final class BarTrack extends Region {
    private static final double LEAST = 2;
    private static final double LEAST_FROZEN = 4;

    private final Bar bar;
    private final double axis;
    private final Region worked = Nodes.styled(new Region(), "bar-worked");
    private final Region waited = Nodes.styled(new Region(), "bar-waited");
    private final Region frozen = Nodes.styled(new Region(), "bar-frozen");

    BarTrack(Bar bar, Duration axis) {
        this.bar = bar;
        this.axis = Math.max(1, axis.toNanos());
        getStyleClass().add("bar-track");
        setMouseTransparent(true);
        getChildren().addAll(worked, waited, frozen);
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth();
        double x = Math.min(bar.start().toNanos() / axis * width, width - LEAST_FROZEN);
        x = place(worked, x, bar.worked(), LEAST);
        x = place(waited, x, bar.waited(), LEAST);
        if (bar.frozen().isPositive()) {
            x = Math.min(x, width - LEAST_FROZEN);
        }
        place(frozen, x, bar.frozen(), LEAST_FROZEN);
    }

    private double place(Region part, double x, Duration length, double least) {
        boolean shown = length.isPositive();
        part.setVisible(shown);
        if (!shown) {
            return x;
        }
        double width = Math.max(least, length.toNanos() / axis * getWidth());
        part.resizeRelocate(x, 0, Math.min(width, getWidth() - x), getHeight());
        return x + width;
    }
}
