package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Where branches run beside the lines of one side: the shortest nearest to the code. Made beside the FX thread. */
final class BranchLanes {
    /** The line goes on upwards. */
    static final int UP = 1;
    /** The line goes on downwards. */
    static final int DOWN = 2;
    /** Here it begins. */
    static final int FROM = 4;
    /** Here it ends. */
    static final int TO = 8;

    private static final int MOST_LANES = 4;
    /** In more nobody can follow a line. */
    private static final int MOST_BRANCHES = 2000;

    static final BranchLanes NONE = new BranchLanes(new int[0][]);

    private final int[][] lines;
    private final List<List<Branch>> lanes = new ArrayList<>();

    private record Branch(int from, int to) {
        int first() {
            return Math.min(from, to);
        }

        int last() {
            return Math.max(from, to);
        }

        /** Those that lead to one place may run together. */
        boolean getsInTheWayOf(Branch other) {
            return to != other.to && first() <= other.last() && other.first() <= last();
        }
    }

    private BranchLanes(int[][] lines) {
        this.lines = lines;
    }

    static BranchLanes of(List<DiffRow> rows, List<Line> lines, Function<DiffRow, Optional<Cell>> side) {
        Map<Long, Integer> places = new HashMap<>();
        boolean any = false;
        for (int i = 0; i < lines.size(); i++) {
            for (int row = lines.get(i).firstRow(); row <= lines.get(i).lastRow(); row++) {
                Optional<Cell> cell = side.apply(rows.get(row));
                if (cell.isPresent() && rows.get(row).kind() != DiffRow.Kind.SOURCE) {
                    places.put(cell.get().offset(), i);
                    any |= cell.get().leadsTo().isPresent();
                }
            }
        }
        if (!any) {
            return NONE;
        }
        Set<Branch> branches = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            DiffRow row = rows.get(line.firstRow());
            Optional<Cell> cell =
                    line.look() == Look.FOLD || row.kind() == DiffRow.Kind.SOURCE ? Optional.empty() : side.apply(row);
            if (cell.isPresent() && cell.get().leadsTo().isPresent()) {
                Integer to = places.get(cell.get().leadsTo().getAsLong());
                if (to != null && to != i) {
                    branches.add(new Branch(i, to));
                }
            }
        }
        BranchLanes result = new BranchLanes(new int[lines.size()][]);
        branches.stream()
                .sorted(Comparator.comparingInt((Branch b) -> b.last() - b.first())
                        .thenComparingInt(Branch::first))
                .limit(MOST_BRANCHES)
                .forEach(result::place);
        return result;
    }

    private void place(Branch branch) {
        for (int lane = 0; lane < MOST_LANES; lane++) {
            if (lane == lanes.size()) {
                lanes.add(new ArrayList<>());
            }
            if (lanes.get(lane).stream().noneMatch(branch::getsInTheWayOf)) {
                lanes.get(lane).add(branch);
                draw(lane, branch);
                return;
            }
        }
    }

    private void draw(int lane, Branch branch) {
        for (int line = branch.first(); line <= branch.last(); line++) {
            int parts = (line > branch.first() ? UP : 0)
                    | (line < branch.last() ? DOWN : 0)
                    | (line == branch.from() ? FROM : 0)
                    | (line == branch.to() ? TO : 0);
            if (lines[line] == null) {
                lines[line] = new int[MOST_LANES];
            }
            lines[line][lane] |= parts;
        }
    }

    /** How many lines may run beside each other. */
    int lanes() {
        return lanes.size();
    }

    /** What of a lane is to be seen at a line: a sum of the constants here. */
    int at(int line, int lane) {
        return line < lines.length && lines[line] != null ? lines[line][lane] : 0;
    }
}
