package dev.suture.workbench.deploy.change;

import dev.suture.manager.Outcome;
import dev.suture.workbench.deploy.service.ChangeOrder;
import dev.suture.workbench.deploy.service.DeployAction;
import dev.suture.workbench.deploy.service.Preview;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Problem;
import java.time.Duration;
import java.util.Optional;

/** How far a change has come. */
public sealed interface ChangeState {
    /** Nothing was asked for yet. */
    record Idle() implements ChangeState {}

    /** What can be told before is being found out. */
    record Previewing(DeployAction action, Job job) implements ChangeState {}

    /** Waits for the confirmation. */
    record Asking(DeployAction action, Preview preview) implements ChangeState {}

    /** Is being made, or a hot patch is being built. */
    record Running(Job job) implements ChangeState {}

    /**
     * Was made.
     *
     * @param took from the confirmation to the end
     */
    record Done(ChangeOrder order, Outcome outcome, Timeline timeline, Duration took) implements ChangeState {}

    /** @param order what was asked for; empty where it was not a change of processes */
    record Refused(Problem problem, Optional<ChangeOrder> order) implements ChangeState {}
}
