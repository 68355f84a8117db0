package dev.suture.workbench.review;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;

/** What the user looks at. */
public sealed interface Selection {
    record Nothing() implements Selection {}

    /** An object as a whole. */
    record WholeObject(ObjectDiff object) implements Selection {}

    /** One function or datum. */
    record OneChange(ObjectDiff object, Change change) implements Selection {}
}
