package dev.suture.workbench.build;

import dev.suture.build.BuildOrder;
import dev.suture.build.BuildResult;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Problem;
import java.util.OptionalLong;

/** How the build of the window stands. */
public sealed interface BuildState {
    /** Nothing was built yet. */
    record Idle() implements BuildState {}

    /** It runs. */
    record Running(BuildOrder order, Job job) implements BuildState {}

    /** It is done. */
    record Done(BuildResult result) implements BuildState {}

    /**
     * It came to nothing.
     *
     * @param place where the log tells why; empty if it does not
     */
    record Failed(BuildOrder order, Problem problem, OptionalLong place) implements BuildState {}

    /** It was cancelled, and nothing of it runs any more. */
    record Cancelled(BuildOrder order) implements BuildState {}
}
