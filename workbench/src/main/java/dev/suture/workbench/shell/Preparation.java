package dev.suture.workbench.shell;

import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Problem;

/** What has to be there before anything can be compared. */
public sealed interface Preparation {
    /** It is being made. */
    record Working(Job job) implements Preparation {}

    /** It could not be made. */
    record Failed(Problem problem) implements Preparation {}

    /** It is there. */
    record Done() implements Preparation {}
}
