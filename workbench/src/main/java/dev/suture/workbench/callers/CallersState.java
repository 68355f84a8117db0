package dev.suture.workbench.callers;

import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Problem;
import java.util.List;

/** What the view of the callers has to show. */
public sealed interface CallersState {
    /** Why there is nothing to show although nothing went wrong. */
    enum Why {
        /** Nothing is selected. */
        NOTHING,
        /** An object is selected in which no function changed. */
        NO_FUNCTIONS,
        /** The selected item is none of what was compared. */
        OUTSIDE
    }

    /** No tree. */
    record Nothing(Why why) implements CallersState {}

    /** All references are being gone through, which is done once for a comparison. */
    record Working(Job job) implements CallersState {}

    /** They could not be. */
    record Failed(Problem problem) implements CallersState {}

    /**
     * Here they are.
     *
     * @param rows the tree as far as it is unfolded, from the top downwards
     * @param base whether they are those of the base build: the item is in no other
     * @param objects how many objects were gone through
     * @param unread how many could not be read
     */
    record Shown(List<CallerRow> rows, boolean base, int objects, int unread) implements CallersState {
        public Shown {
            rows = List.copyOf(rows);
        }
    }
}
