package dev.suture.workbench.build;

import dev.suture.source.BuildStage;
import java.time.Duration;

/**
 * One stage of a build as it is shown.
 *
 * @param took so far, or in all
 */
public record StageView(BuildStage stage, State state, Duration took) {
    /** How far a stage is. */
    public enum State {
        TO_COME,
        RUNNING,
        DONE,
        /** A former build in the same work folder has done it. */
        THERE_BEFORE,
        FAILED,
        /** It was cancelled, or never reached. */
        LEFT
    }
}
