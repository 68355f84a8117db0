package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.workbench.parts.Nodes;
import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Region;

/** The whole change at a glance: a mark for each difference at its place; a click goes there. */
final class OverviewRuler extends Pane {
    private static final double MIN_MARK = 3;
    private static final double WIDTH = 12;

    private List<Difference> differences = List.of();
    private int rowCount = 1;

    OverviewRuler(IntConsumer goTo) {
        getStyleClass().add("overview-ruler");
        setMinWidth(WIDTH);
        setPrefWidth(WIDTH);
        setMaxWidth(WIDTH);
        setOnMouseClicked(e -> nearest((int) (e.getY() / getHeight() * rowCount), goTo));
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

    void show(List<DiffRow> rows, List<Difference> all) {
        differences = all;
        rowCount = Math.max(1, rows.size());
        getChildren().setAll(all.stream().map(d -> mark(rows, d)).toList());
        requestLayout();
    }

    private static Region mark(List<DiffRow> rows, Difference difference) {
        Kind first = rows.get(difference.first()).kind();
        boolean oneKind =
                rows.subList(difference.first(), difference.last() + 1).stream().allMatch(r -> r.kind() == first);
        return Nodes.styled(new Region(), "ruler-mark", SideDocument.rowStyle(oneKind ? first : Kind.CHANGED));
    }

    @Override
    protected void layoutChildren() {
        double row = getHeight() / rowCount;
        for (int i = 0; i < differences.size(); i++) {
            Difference d = differences.get(i);
            double height = Math.max(MIN_MARK, (d.last() - d.first() + 1) * row);
            getChildren().get(i).resizeRelocate(2, d.first() * row, getWidth() - 4, height);
        }
    }
}
