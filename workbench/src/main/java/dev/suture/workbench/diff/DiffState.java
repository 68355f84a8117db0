package dev.suture.workbench.diff;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.task.Problem;

/** What the side-by-side view has to show. */
public sealed interface DiffState {
    /** No function or datum is selected. */
    record Nothing() implements DiffState {}

    /** The rows of a change are being made. */
    record Rendering(ObjectDiff object, Change change) implements DiffState {}

    /** They could not be made. */
    record Failed(ObjectDiff object, Change change, Problem problem) implements DiffState {}

    /** Here they are, and how they stand on the screen. */
    record Shown(ObjectDiff object, Change change, RenderedDiff rendered, DiffLayout layout) implements DiffState {}
}
