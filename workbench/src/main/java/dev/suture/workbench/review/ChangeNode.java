package dev.suture.workbench.review;

import dev.suture.diff.model.Change;
import java.util.List;

/**
 * A change with the parts and clones of its function that changed too.
 *
 * @param change the function or datum
 * @param parts those whose {@linkplain Change#parent() parent} it is, e.g. {@code f.cold} below {@code f}
 */
public record ChangeNode(Change change, List<Change> parts) {
    public ChangeNode {
        parts = List.copyOf(parts);
    }
}
