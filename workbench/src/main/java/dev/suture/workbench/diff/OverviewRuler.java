package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.workbench.parts.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/**
 * The whole change at a glance: marks where the differences are; a click goes there. Differences too near each other to
 * be told apart share a mark, so there are never more marks than fit.
 */
final class OverviewRuler extends Pane {
    private static final double MIN_MARK = 3;
    private static final double WIDTH = 12;

    private List<Difference> differences = List.of();
    private List<Mark> marks = List.of();
    private int rowCount = 1;

    private record Mark(double from, double to, Kind kind) {}

    OverviewRuler(IntConsumer goTo) {
        getStyleClass().add("overview-ruler");
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        setOnMouseClicked(e -> nearest((int) (e.getY() / getHeight() * rowCount), goTo));
        heightProperty().addListener((o, was, is) -> draw());
    }

    private void nearest(int row, IntConsumer goTo) {
        differences.stream()
                .min((a, b) -> Integer.compare(distance(a, row), distance(b, row)))
                .ifPresent(d -> goTo.accept(d.first()));
    }

    private static int distance(Difference difference, int row) {
        return difference.contains(row)
                ? 0
                : Math.min(Math.abs(difference.first() - row), Math.abs(difference.last() - row));
    }

    void show(int rows, List<Difference> all) {
        differences = all;
        rowCount = Math.max(1, rows);
        draw();
    }

    private void draw() {
        marks = marks(getHeight() / rowCount);
        getChildren()
                .setAll(marks.stream()
                        .map(m -> Nodes.styled(new Region(), "ruler-mark", KindStyle.style(m.kind())))
                        .toList());
        requestLayout();
    }

    private List<Mark> marks(double row) {
        List<Mark> result = new ArrayList<>();
        for (Difference d : differences) {
            double from = d.first() * row;
            double to = Math.max(from + MIN_MARK, (d.last() + 1) * row);
            Mark before = result.isEmpty() ? new Mark(0, -1, d.kind()) : result.getLast();
            if (from > before.to()) {
                result.add(new Mark(from, to, d.kind()));
            } else {
                Kind kind = before.kind() == d.kind() ? d.kind() : Kind.CHANGED;
                result.set(result.size() - 1, new Mark(before.from(), to, kind));
            }
        }
        return result;
    }

    @Override
    protected void layoutChildren() {
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            getChildren().get(i).resizeRelocate(2, mark.from(), getWidth() - 4, mark.to() - mark.from());
        }
    }
}
