package dev.suture.workbench.build;

import dev.suture.build.BuildResult;

/** Where one can go from a build. */
public interface BuildWays {
    /** To the wizard, as it was filled in. */
    void again();

    /** To the review of the two builds. */
    void review(BuildResult result);

    /** To the review, and on to deploying. */
    void deploy(BuildResult result);

    /** To what was made. */
    void showMade(BuildResult result);
}
