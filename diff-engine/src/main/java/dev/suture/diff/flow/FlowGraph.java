package dev.suture.diff.flow;

import dev.suture.diff.model.Status;
import java.util.List;

/**
 * The control flow of a function on both sides: where blocks stand for each other, they are one.
 *
 * @param blocks in the order of their first rows; the first is where the function begins
 * @param edges by the blocks they leave and lead to
 */
public record FlowGraph(List<FlowBlock> blocks, List<FlowEdge> edges) {
    public FlowGraph {
        blocks = List.copyOf(blocks);
        edges = List.copyOf(edges);
    }

    /** Number of blocks that have this status. */
    public long blocks(Status status) {
        return blocks.stream().filter(b -> b.status() == status).count();
    }

    /** Number of edges that have this status. */
    public long edges(Status status) {
        return edges.stream().filter(e -> e.status() == status).count();
    }
}
