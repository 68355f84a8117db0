package dev.suture.diff.flow;

import dev.suture.diff.model.Status;
import java.util.Set;

/**
 * A way from one block to another.
 *
 * @param from id of the block it leaves
 * @param to id of the block it leads to
 * @param status CHANGED where both sides have it and take it in different ways
 * @param base the ways in which the base takes it; none where it does not
 * @param patched the ways in which the patched side takes it
 */
public record FlowEdge(int from, int to, Status status, Set<Way> base, Set<Way> patched) {
    public FlowEdge {
        base = Set.copyOf(base);
        patched = Set.copyOf(patched);
        if (base.isEmpty() && patched.isEmpty()) {
            throw new IllegalArgumentException("an edge is of one side at least");
        }
    }

    /** The ways of the patched side, or of the base where only that has the edge. */
    public Set<Way> ways() {
        return patched.isEmpty() ? base : patched;
    }
}
