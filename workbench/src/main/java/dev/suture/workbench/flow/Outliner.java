package dev.suture.workbench.flow;

import dev.suture.diff.flow.FlowBlock;
import dev.suture.diff.flow.FlowEdge;
import dev.suture.diff.flow.FlowGraph;
import dev.suture.diff.model.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Decides what of a graph is drawn: all blocks or those around the changes, and how much of each is written out. */
final class Outliner {
    /** More take long to lay out, and nobody finds anything among them. */
    static final int MOST_NODES = 260;

    private static final int FEW = 26;
    private static final int SOME = 80;
    private static final int LINES_OF_FEW = 28;
    private static final int LINES_OF_SOME = 12;
    private static final int LINES_OF_MANY = 6;
    private static final int LEAST_LINES = 3;

    private final FlowWords words;

    Outliner(FlowWords words) {
        this.words = words;
    }

    /** What comes closest to the wish with no more nodes than can be drawn; it may still be too many. */
    FlowOutline outline(FlowGraph graph, Scope scope) {
        if (scope == Scope.WHOLE) {
            return outline(graph, Grouping.chains(graph));
        }
        FlowOutline near = outline(graph, Grouping.around(graph, 1));
        return near.nodes().size() <= MOST_NODES ? near : outline(graph, Grouping.around(graph, 0));
    }

    private FlowOutline outline(FlowGraph graph, Grouping grouping) {
        List<List<FlowBlock>> groups = grouping.groups();
        Integer[] nodeOf = new Integer[graph.blocks().size()];
        List<FlowNode> nodes = new ArrayList<>();
        for (List<FlowBlock> group : groups) {
            group.forEach(b -> nodeOf[b.id()] = nodes.size());
            nodes.add(node(nodes.size(), group, groups.size()));
        }
        return new FlowOutline(graph, nodes, links(graph, nodes, nodeOf), Arrays.asList(nodeOf));
    }

    private FlowNode node(int id, List<FlowBlock> group, int all) {
        FlowBlock first = group.getFirst();
        if (group.size() > 1) {
            int rows = group.stream().mapToInt(b -> b.rows().size()).sum();
            return new FlowNode(
                    id,
                    Status.UNCHANGED,
                    words.several(group),
                    List.of(new FlowLine(Status.UNCHANGED, words.rows(rows))),
                    group);
        }
        int most = all <= FEW ? LINES_OF_FEW : all <= SOME ? LINES_OF_SOME : LINES_OF_MANY;
        int shown = first.status() == Status.UNCHANGED && all > FEW ? Math.max(LEAST_LINES, most / 2) : most;
        return new FlowNode(id, first.status(), words.title(first), new BlockText(words).of(first, shown), group);
    }

    private record Ends(int from, int to) {}

    /** Edges between the same nodes are one arrow; what is within a node is not drawn. */
    private List<FlowLink> links(FlowGraph graph, List<FlowNode> nodes, Integer[] nodeOf) {
        Map<Ends, FlowLink> links = new LinkedHashMap<>();
        for (FlowEdge edge : graph.edges()) {
            int from = nodeOf[edge.from()];
            int to = nodeOf[edge.to()];
            boolean inside = from == to && nodes.get(from).blocks().size() > 1;
            if (!inside) {
                links.merge(
                        new Ends(from, to),
                        new FlowLink(from, to, edge.status(), words.label(edge)),
                        (one, other) -> one.status() == other.status()
                                        && one.label().equals(other.label())
                                ? one
                                : new FlowLink(
                                        from, to, one.status() == other.status() ? one.status() : Status.CHANGED, ""));
            }
        }
        return List.copyOf(links.values());
    }
}
