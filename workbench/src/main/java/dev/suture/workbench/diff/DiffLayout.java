package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;

/** How a change's rows stand on the screen: side by side or unified, with what is folded. Made beside the FX thread. */
public final class DiffLayout {
    private static final int MIN_DIGITS = 3;

    private final List<AreaText> areas;
    private final int[] lineOfRow;
    private final int digits;
    private final int columns;
    private final boolean lineNumbers;
    private final List<BranchLanes> branches;

    private DiffLayout(List<AreaText> areas, List<BranchLanes> branches, int rows, boolean lineNumbers) {
        this.areas = List.copyOf(areas);
        this.branches = List.copyOf(branches);
        this.lineNumbers = lineNumbers;
        this.digits = areas.stream().mapToInt(a -> a.digits(lineNumbers)).reduce(MIN_DIGITS, Math::max);
        this.columns = areas.stream().mapToInt(AreaText::columns).max().orElse(0);
        this.lineOfRow = new int[rows];
        Arrays.fill(lineOfRow, -1);
        List<Line> lines = areas.getFirst().lines();
        for (int i = 0; i < lines.size(); i++) {
            for (int row = lines.get(i).firstRow(); row <= lines.get(i).lastRow(); row++) {
                lineOfRow[row] = lineOfRow[row] < 0 ? i : lineOfRow[row];
            }
        }
    }

    /**
     * @param opened first rows of the folds that the user opened
     * @param foldText what the line says that stands for so many rows
     */
    static DiffLayout of(
            RenderedDiff rendered, DiffSettings settings, Set<Integer> opened, IntFunction<String> foldText) {
        List<DiffRow> rows = rendered.rows();
        List<Stretch> stretches =
                Stretch.of(rows.size(), settings.allRows() ? List.of() : rendered.differences(), opened);
        if (settings.unified()) {
            AreaText both = AreaText.of(UnifiedLines.of(rows, stretches, foldText));
            return new DiffLayout(List.of(both), List.of(BranchLanes.NONE), rows.size(), rendered.lineNumbers());
        }
        Hues hues = Hues.of(rows);
        AreaText base = AreaText.of(SideLines.of(rows, stretches, DiffRow::base, hues::base, foldText));
        AreaText patched = AreaText.of(SideLines.of(rows, stretches, DiffRow::patched, hues::patched, foldText));
        return new DiffLayout(
                List.of(base, patched),
                List.of(
                        BranchLanes.of(rows, base.lines(), DiffRow::base),
                        BranchLanes.of(rows, patched.lines(), DiffRow::patched)),
                rows.size(),
                rendered.lineNumbers());
    }

    /** Where branches run beside the lines, for each area. */
    List<BranchLanes> branches() {
        return branches;
    }

    /** Whether offsets are numbers of source lines. */
    boolean lineNumbers() {
        return lineNumbers;
    }

    /** Base and patched, or the one that both share. */
    public List<AreaText> areas() {
        return areas;
    }

    /** Whether both sides share an area. */
    public boolean unified() {
        return areas.size() == 1;
    }

    /** The lines of the first area; side by side, the other has as many. */
    public List<Line> lines() {
        return areas.getFirst().lines();
    }

    /** The first line that a row stands on, be it behind a fold. */
    public int lineOf(int row) {
        return lineOfRow.length == 0 ? 0 : Math.max(0, lineOfRow[Math.clamp(row, 0, lineOfRow.length - 1)]);
    }

    /** The first row of the first fold that hides any of some rows; empty if all of them are seen. */
    OptionalInt foldOf(RowRange range) {
        return lines().stream()
                .filter(l -> l.look() == Look.FOLD && l.firstRow() <= range.last() && l.lastRow() >= range.first())
                .mapToInt(Line::firstRow)
                .findFirst();
    }

    /** First rows of the folds next to a difference, before and behind it, with no other difference between. */
    List<Integer> foldsBeside(Difference difference) {
        List<Integer> found = new ArrayList<>();
        foldFrom(lineOf(difference.first()) - 1, -1).ifPresent(found::add);
        int behind = lineOf(difference.last());
        while (behind < lines().size()
                && difference.contains(lines().get(behind).firstRow())) {
            behind++;
        }
        foldFrom(behind, 1).ifPresent(found::add);
        return found;
    }

    private Optional<Integer> foldFrom(int line, int step) {
        for (int i = line; i >= 0 && i < lines().size(); i += step) {
            switch (lines().get(i).look()) {
                case FOLD -> {
                    return Optional.of(lines().get(i).firstRow());
                }
                case SAME, SOURCE -> {}
                case CHANGED, ADDED, DELETED, ABSENT -> {
                    return Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** Hexadecimal digits that the largest offset takes. */
    public int digits() {
        return digits;
    }

    /** Characters in the longest line of all areas. */
    public int columns() {
        return columns;
    }
}
