package dev.suture.workbench.review;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;

/** What the user looks at. */
public sealed interface Selection {
    /** Whether it is the very same of the very same comparison; nothing is compared that could be long. */
    default boolean isSame(Selection other) {
        return switch (this) {
            case Nothing() -> other instanceof Nothing;
            case WholeObject(ObjectDiff object) -> other instanceof WholeObject o && o.object() == object;
            case OneChange(ObjectDiff object, Change change) ->
                other instanceof OneChange o && o.object() == object && o.change() == change;
        };
    }

    record Nothing() implements Selection {}

    /** An object as a whole. */
    record WholeObject(ObjectDiff object) implements Selection {}

    /** One function or datum. */
    record OneChange(ObjectDiff object, Change change) implements Selection {}
}
