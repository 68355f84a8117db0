package dev.suture.workbench.flow;

import dev.suture.diff.flow.FlowBlock;
import dev.suture.diff.model.Status;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** The lines of a block, shortened to what tells most: what differs, what is next to it, the first and the last. */
final class BlockText {
    private final FlowWords words;

    BlockText(FlowWords words) {
        this.words = words;
    }

    /** @param most how many lines there may be, at least 3 */
    List<FlowLine> of(FlowBlock block, int most) {
        List<FlowLine> all = all(block.rows());
        if (all.size() <= most) {
            return all;
        }
        BitSet kept = kept(all, most - 1);
        List<FlowLine> result = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            int gap = kept.nextSetBit(i) < 0 ? all.size() - i : kept.nextSetBit(i) - i;
            if (gap > 0) {
                result.add(words.more(gap));
                i += gap - 1;
            } else {
                result.add(all.get(i));
            }
        }
        return result;
    }

    private static List<FlowLine> all(List<DiffRow> rows) {
        List<FlowLine> result = new ArrayList<>();
        for (DiffRow row : rows) {
            switch (row.kind()) {
                case SAME -> add(result, Status.UNCHANGED, row.patched());
                case CHANGED -> {
                    add(result, Status.DELETED, row.base());
                    add(result, Status.ADDED, row.patched());
                }
                case ADDED -> add(result, Status.ADDED, row.patched());
                case DELETED -> add(result, Status.DELETED, row.base());
                case SOURCE -> {}
            }
        }
        return result;
    }

    private static void add(List<FlowLine> lines, Status status, Optional<Cell> cell) {
        cell.ifPresent(c -> lines.add(new FlowLine(status, c.text())));
    }

    /** The last line tells where it goes; then what differs, in order; then the first ones. */
    private static BitSet kept(List<FlowLine> all, int most) {
        BitSet kept = new BitSet(all.size());
        kept.set(all.size() - 1);
        boolean differs = all.stream().anyMatch(l -> l.status() != Status.UNCHANGED);
        boolean wholly = all.stream().allMatch(l -> l.status() != Status.UNCHANGED);
        for (int i = 0; differs && !wholly && i < all.size() && kept.cardinality() < most; i++) {
            if (all.get(i).status() != Status.UNCHANGED) {
                kept.set(i);
            }
        }
        for (int i = 0; i < all.size() && kept.cardinality() < most; i++) {
            kept.set(i);
        }
        return kept;
    }
}
