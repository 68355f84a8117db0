package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.workbench.parts.Nodes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.beans.value.ObservableDoubleValue;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * The whole change at a glance: marks where the differences are; a click goes there. Differences too near each other to
 * be told apart share a mark, so there are never more marks than fit.
 */
final class OverviewRuler extends Pane {
    private static final double MIN_MARK = 3;
    private static final double WIDTH = 12;

    private final ObservableDoubleValue lineHeight;
    private List<Mark> marks = List.of();
    private List<Bar> bars = List.of();
    private int lineCount = 1;

    /**
     * A difference and where it stands.
     *
     * @param first index of its first line
     * @param last index of the line its last row begins on
     */
    record Mark(int first, int last, Difference difference) {
        int distance(int line) {
            return line < first ? first - line : Math.max(0, line - last);
        }
    }

    private record Bar(double from, double to, Kind kind) {}

    /** @param goTo is given a row of the difference that is clicked */
    OverviewRuler(ObservableDoubleValue lineHeight, IntConsumer goTo) {
        this.lineHeight = lineHeight;
        getStyleClass().add("overview-ruler");
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        setOnMouseClicked(e -> {
            int line = (int) (e.getY() / pitch());
            marks.stream()
                    .min(Comparator.comparingInt(m -> m.distance(line)))
                    .ifPresent(m -> goTo.accept(m.difference().first()));
        });
        heightProperty().addListener((o, was, is) -> draw());
        lineHeight.addListener((o, was, is) -> draw());
    }

    void show(int lines, List<Mark> all) {
        marks = all;
        lineCount = Math.max(1, lines);
        draw();
    }

    /** Where all lines fit on the screen, a mark stands beside its line. */
    private double pitch() {
        return Math.min(lineHeight.get(), getHeight() / lineCount);
    }

    private void draw() {
        bars = bars(pitch());
        getChildren()
                .setAll(bars.stream()
                        .map(b -> Nodes.styled(
                                new Region(), "ruler-mark", Look.of(b.kind()).style()))
                        .toList());
        requestLayout();
    }

    private List<Bar> bars(double line) {
        List<Bar> result = new ArrayList<>();
        for (Mark mark : marks) {
            Kind kind = mark.difference().kind();
            double from = mark.first() * line;
            double to = Math.max(from + MIN_MARK, (mark.last() + 1) * line);
            Bar before = result.isEmpty() ? new Bar(0, -1, kind) : result.getLast();
            if (from > before.to()) {
                result.add(new Bar(from, to, kind));
            } else {
                result.set(
                        result.size() - 1,
                        new Bar(before.from(), Math.max(to, before.to()), before.kind() == kind ? kind : Kind.CHANGED));
            }
        }
        return result;
    }

    @Override
    protected void layoutChildren() {
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            getChildren().get(i).resizeRelocate(2, bar.from(), getWidth() - 4, bar.to() - bar.from());
        }
    }
}
