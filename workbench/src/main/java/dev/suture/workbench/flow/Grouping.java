package dev.suture.workbench.flow;

import dev.suture.diff.flow.FlowBlock;
import dev.suture.diff.flow.FlowEdge;
import dev.suture.diff.flow.FlowGraph;
import dev.suture.diff.model.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Which blocks are drawn as one: for each the first of those it belongs with. */
final class Grouping {
    private final FlowGraph graph;
    private final int[] parent;

    private Grouping(FlowGraph graph) {
        this.graph = graph;
        this.parent = new int[graph.blocks().size()];
        Arrays.setAll(parent, i -> i);
    }

    /** Blocks that are the same and only ever follow each other. */
    static Grouping chains(FlowGraph graph) {
        Grouping grouping = new Grouping(graph);
        int[] in = new int[graph.blocks().size()];
        int[] out = new int[graph.blocks().size()];
        for (FlowEdge edge : graph.edges()) {
            out[edge.from()]++;
            in[edge.to()]++;
        }
        for (FlowEdge edge : graph.edges()) {
            boolean straight = out[edge.from()] == 1 && in[edge.to()] == 1 && edge.to() > edge.from();
            if (straight && grouping.isSame(edge) && edge.to() != 0) {
                grouping.join(edge.from(), edge.to());
            }
        }
        return grouping;
    }

    /**
     * Whatever is further from what differs than so many steps, in as few pieces as hang together.
     *
     * @param distance 0 leaves only what differs and what edges that differ lead from and to
     */
    static Grouping around(FlowGraph graph, int distance) {
        Grouping grouping = new Grouping(graph);
        BitSet near = new BitSet();
        graph.blocks().stream().filter(b -> b.status() != Status.UNCHANGED).forEach(b -> near.set(b.id()));
        for (FlowEdge edge : graph.edges()) {
            if (edge.status() != Status.UNCHANGED) {
                near.set(edge.from());
                near.set(edge.to());
            }
        }
        for (int step = 0; step < distance; step++) {
            BitSet before = (BitSet) near.clone();
            for (FlowEdge edge : graph.edges()) {
                if (before.get(edge.from()) || before.get(edge.to())) {
                    near.set(edge.from());
                    near.set(edge.to());
                }
            }
        }
        for (FlowEdge edge : graph.edges()) {
            if (!near.get(edge.from()) && !near.get(edge.to())) {
                grouping.join(edge.from(), edge.to());
            }
        }
        return grouping;
    }

    private boolean isSame(FlowEdge edge) {
        return edge.status() == Status.UNCHANGED
                && graph.blocks().get(edge.from()).status() == Status.UNCHANGED
                && graph.blocks().get(edge.to()).status() == Status.UNCHANGED;
    }

    private void join(int one, int other) {
        int a = first(one);
        int b = first(other);
        parent[Math.max(a, b)] = Math.min(a, b);
    }

    private int first(int block) {
        int at = block;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    /** The groups in the order of their first blocks. */
    List<List<FlowBlock>> groups() {
        Map<Integer, List<FlowBlock>> result = new TreeMap<>();
        for (FlowBlock block : graph.blocks()) {
            result.computeIfAbsent(first(block.id()), b -> new ArrayList<>()).add(block);
        }
        return List.copyOf(result.values());
    }
}
