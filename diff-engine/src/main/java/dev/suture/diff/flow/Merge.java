package dev.suture.diff.flow;

import dev.suture.diff.model.Status;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes one graph of the blocks of both sides. First both are divided alike: where rows stand for each other, a block that
 * begins on one side begins on the other too. Then a block shares rows with at most one of the other side. Used once.
 */
final class Merge {
    private static final int NONE = -1;

    private final List<DiffRow> rows;
    private final List<Step> baseSteps;
    private final List<Step> patchedSteps;
    /** By row, the step of each side; {@link #NONE} where it has none. */
    private final int[] baseAt;

    private final int[] patchedAt;

    private Merge(List<DiffRow> rows, List<Step> base, List<Step> patched) {
        this.rows = rows;
        this.baseSteps = base;
        this.patchedSteps = patched;
        this.baseAt = byRow(base, rows.size());
        this.patchedAt = byRow(patched, rows.size());
    }

    static FlowGraph of(List<DiffRow> rows, List<Step> base, List<Step> patched) {
        return new Merge(rows, base, patched).graph();
    }

    private static int[] byRow(List<Step> steps, int rows) {
        int[] result = new int[rows];
        Arrays.fill(result, NONE);
        for (int i = 0; i < steps.size(); i++) {
            result[steps.get(i).row()] = i;
        }
        return result;
    }

    private FlowGraph graph() {
        BitSet baseLeaders = BasicBlocks.leaders(baseSteps);
        BitSet patchedLeaders = BasicBlocks.leaders(patchedSteps);
        divideAlike(baseLeaders, patchedLeaders);
        divideBehindWhatIsAlone(baseSteps, patchedAt, baseLeaders);
        divideBehindWhatIsAlone(patchedSteps, baseAt, patchedLeaders);
        divideAlike(baseLeaders, patchedLeaders);
        BasicBlocks base = BasicBlocks.of(baseSteps, baseLeaders);
        BasicBlocks patched = BasicBlocks.of(patchedSteps, patchedLeaders);
        int[] partner = partners(base, patched);
        return number(base, patched, partner);
    }

    private boolean isShared(int row) {
        return baseAt[row] != NONE && patchedAt[row] != NONE;
    }

    private void divideAlike(BitSet baseLeaders, BitSet patchedLeaders) {
        for (int row = 0; row < rows.size(); row++) {
            if (isShared(row) && (baseLeaders.get(baseAt[row]) || patchedLeaders.get(patchedAt[row]))) {
                baseLeaders.set(baseAt[row]);
                patchedLeaders.set(patchedAt[row]);
            }
        }
    }

    /** A block that begins with what the other side does not have ends where it comes to what that has too. */
    private static void divideBehindWhatIsAlone(List<Step> steps, int[] otherAt, BitSet leaders) {
        boolean alone = false;
        for (int i = 0; i < steps.size(); i++) {
            boolean shared = otherAt[steps.get(i).row()] != NONE;
            if (leaders.get(i)) {
                alone = !shared;
            } else if (alone && shared) {
                leaders.set(i);
                alone = false;
            }
        }
    }

    /** For each block of the base the one of the patched side that it shares rows with. */
    private int[] partners(BasicBlocks base, BasicBlocks patched) {
        int[] result = new int[base.count()];
        Arrays.fill(result, NONE);
        List<Integer> patchedBlocks = patched.blockOfStep();
        for (int block = 0; block < base.count(); block++) {
            for (Step step : base.steps(block)) {
                if (result[block] == NONE && isShared(step.row())) {
                    result[block] = patchedBlocks.get(patchedAt[step.row()]);
                }
            }
        }
        return result;
    }

    /** One block of the graph to be; a side that does not have it is {@link #NONE}. */
    private record Both(int base, int patched, List<Integer> rows) {}

    private FlowGraph number(BasicBlocks base, BasicBlocks patched, int[] partner) {
        List<Both> all = new ArrayList<>();
        BitSet paired = new BitSet();
        for (int block = 0; block < base.count(); block++) {
            if (partner[block] != NONE) {
                paired.set(partner[block]);
            }
            all.add(both(base, block, patched, partner[block]));
        }
        for (int block = 0; block < patched.count(); block++) {
            if (!paired.get(block)) {
                all.add(both(base, NONE, patched, block));
            }
        }
        all.sort(java.util.Comparator.comparingInt(b -> b.rows().getFirst()));
        int[] baseIds = new int[base.count()];
        int[] patchedIds = new int[patched.count()];
        List<FlowBlock> blocks = new ArrayList<>();
        for (Both both : all) {
            if (both.base() != NONE) {
                baseIds[both.base()] = blocks.size();
            }
            if (both.patched() != NONE) {
                patchedIds[both.patched()] = blocks.size();
            }
            blocks.add(block(blocks.size(), both, base, patched));
        }
        return new FlowGraph(blocks, edges(edges(base, baseIds), edges(patched, patchedIds)));
    }

    private static Both both(BasicBlocks base, int baseBlock, BasicBlocks patched, int patchedBlock) {
        Set<Integer> rows = new TreeSet<>();
        if (baseBlock != NONE) {
            base.steps(baseBlock).forEach(s -> rows.add(s.row()));
        }
        if (patchedBlock != NONE) {
            patched.steps(patchedBlock).forEach(s -> rows.add(s.row()));
        }
        return new Both(baseBlock, patchedBlock, List.copyOf(rows));
    }

    private FlowBlock block(int id, Both both, BasicBlocks base, BasicBlocks patched) {
        List<DiffRow> of = both.rows().stream().map(rows::get).toList();
        Status status = both.base() == NONE
                ? Status.ADDED
                : both.patched() == NONE
                        ? Status.DELETED
                        : of.stream().allMatch(r -> r.kind() == Kind.SAME) ? Status.UNCHANGED : Status.CHANGED;
        return new FlowBlock(
                id,
                status,
                of,
                both.base() == NONE ? Exit.NONE : base.exit(both.base()),
                both.patched() == NONE ? Exit.NONE : patched.exit(both.patched()));
    }

    private record Ends(int from, int to) implements Comparable<Ends> {
        @Override
        public int compareTo(Ends other) {
            return from != other.from ? Integer.compare(from, other.from) : Integer.compare(to, other.to);
        }
    }

    private static Map<Ends, Set<Way>> edges(BasicBlocks blocks, int[] ids) {
        Map<Ends, Set<Way>> result = new TreeMap<>();
        for (int block = 0; block < blocks.count(); block++) {
            int from = ids[block];
            blocks.after(block)
                    .forEach((to, ways) -> result.computeIfAbsent(
                                    new Ends(from, ids[to]), e -> EnumSet.noneOf(Way.class))
                            .addAll(ways));
        }
        return result;
    }

    private static List<FlowEdge> edges(Map<Ends, Set<Way>> base, Map<Ends, Set<Way>> patched) {
        Set<Ends> all = new TreeSet<>(base.keySet());
        all.addAll(patched.keySet());
        return all.stream()
                .map(ends -> {
                    Set<Way> one = base.getOrDefault(ends, Set.of());
                    Set<Way> other = patched.getOrDefault(ends, Set.of());
                    Status status = one.isEmpty()
                            ? Status.ADDED
                            : other.isEmpty() ? Status.DELETED : one.equals(other) ? Status.UNCHANGED : Status.CHANGED;
                    return new FlowEdge(ends.from(), ends.to(), status, one, other);
                })
                .toList();
    }
}
