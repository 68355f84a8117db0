package dev.suture.workbench.flow;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Problem;

/** What the view of the control flow has to show. */
public sealed interface FlowState {
    /** Why there is no picture although nothing went wrong. */
    enum Why {
        /** No function is selected. */
        NO_FUNCTION,
        /** A datum is. */
        DATA,
        /** The function has no bytes in the file. */
        NO_CODE,
        /** Nobody here can decode the machine's code. */
        MACHINE,
        /** The user gave it up. */
        CANCELLED
    }

    /** No picture. */
    record Nothing(Why why) implements FlowState {}

    /** It is being made. */
    record Working(Change change, Job job) implements FlowState {}

    /** It could not be made. */
    record Failed(Problem problem) implements FlowState {}

    /**
     * It would have too many nodes.
     *
     * @param nodes how many
     * @param around whether what is around the changes would be few enough
     */
    record TooMany(Change change, int nodes, boolean around) implements FlowState {}

    /** Here it is. */
    record Shown(ObjectDiff object, Change change, FlowPicture picture) implements FlowState {}
}
