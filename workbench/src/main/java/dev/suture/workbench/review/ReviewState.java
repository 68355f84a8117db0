package dev.suture.workbench.review;

import dev.suture.diff.model.DiffReport;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Problem;

/** How far the review of a pair of builds has come. */
public sealed interface ReviewState {
    /** Nothing was opened yet. */
    record Idle() implements ReviewState {}

    /** The comparison runs. */
    record Comparing(Job job) implements ReviewState {}

    /** It came to nothing. */
    record Failed(Problem problem) implements ReviewState {}

    /** Here it is. */
    record Ready(DiffReport report) implements ReviewState {}
}
