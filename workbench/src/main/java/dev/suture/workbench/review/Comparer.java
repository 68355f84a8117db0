package dev.suture.workbench.review;

import dev.suture.diff.correlate.HandPairs;
import dev.suture.diff.model.DiffReport;
import dev.suture.workbench.task.Job;
import java.nio.file.Path;

/** Compares two objects or folders of them; called on a background thread. */
@FunctionalInterface
public interface Comparer {
    /** Throws what {@link dev.suture.diff.TreeDiff#compare} throws. */
    DiffReport compare(Path base, Path patched, HandPairs pairs, Job job);
}
