package dev.suture.manager;

import java.nio.file.Path;

/**
 * Opens the window. The workbench provides it by {@link java.util.ServiceLoader}, so that the command line needs to know
 * nothing of it.
 */
public interface WindowLauncher {
    /** Whether there is a display to open it on. */
    boolean hasDisplay();

    /**
     * Opens the window and returns when it is closed.
     *
     * @return exit code for the program
     */
    int open(Request request);

    /**
     * Opens the window on no display, with nobody's settings, and closes it: for a run that keeps the classes it has loaded, so
     * that later ones open faster. No window can be opened in the same run afterwards.
     */
    default void rehearse() {}

    /** What the window shows first. */
    sealed interface Request {
        /** The start page: what was opened lately, and what can be begun. */
        record Start() implements Request {}

        /** The differences of two object files or folders of them. */
        record Review(Path base, Path patched) implements Request {}

        /** A hot patch, or a package of them, to be deployed. */
        record Patch(Path file) implements Request {}

        /** The embedded example, built in {@code workFolder}, its service running and ready to be patched. */
        record Demo(Path workFolder) implements Request {}
    }
}
