package dev.suture.workbench.review;

import dev.suture.diff.model.ObjectDiff;

/**
 * A line of the tree.
 *
 * @param item an object or one of its changes
 * @param depth 0 for objects, 1 for changes, 2 for parts of a function
 * @param delta by how many bytes it grew, or all that stands below it
 * @param blocked whether a rule forbids a hot patch because of it
 * @param expanded whether what is below is shown; true for what has nothing below
 */
record ChangeRow(Selection item, int depth, long delta, boolean blocked, boolean expanded) {
    /** The object it is or belongs to. */
    ObjectDiff object() {
        return switch (item) {
            case Selection.WholeObject(ObjectDiff object) -> object;
            case Selection.OneChange(ObjectDiff object, var _) -> object;
            case Selection.Nothing() -> throw new IllegalStateException("no line stands for nothing");
        };
    }

    boolean isObject() {
        return item instanceof Selection.WholeObject;
    }

    /** Whether it stands for the very same thing and looks the same; an equal one of another comparison is another. */
    boolean sameAs(ChangeRow other) {
        return thing() == other.thing()
                && depth == other.depth
                && delta == other.delta
                && blocked == other.blocked
                && expanded == other.expanded;
    }

    private Object thing() {
        return item instanceof Selection.OneChange(var _, var change) ? change : object();
    }
}
