package dev.suture.workbench.flow;

import dev.suture.diff.flow.FlowBlock;
import dev.suture.diff.model.Status;
import java.util.List;

/**
 * One box of the picture: a block, or several that are told of together.
 *
 * @param id index among the nodes
 * @param status what became of it; several blocks are always UNCHANGED
 * @param title where it stands, or how many blocks it is
 * @param lines what it says
 * @param blocks what it stands for, in order; not empty
 */
public record FlowNode(int id, Status status, String title, List<FlowLine> lines, List<FlowBlock> blocks) {
    public FlowNode {
        lines = List.copyOf(lines);
        blocks = List.copyOf(blocks);
    }

    /** How many rows its blocks have. */
    public int rows() {
        return blocks.stream().mapToInt(b -> b.rows().size()).sum();
    }
}
