package dev.suture.source;

import dev.suture.plugin.Progress;
import java.nio.file.Path;

/** Progress of a build for who shows its stages and what it prints. Called from any thread. */
public interface BuildWatch extends Progress {
    BuildWatch NONE = new BuildWatch() {};

    /** What begins now; what began before has ended. Some stages say several steps. */
    default void stage(BuildStage stage) {}

    /**
     * Where everything that is run prints to from now on.
     *
     * @param offset how long the file is already, in bytes: former runs print to the same one
     */
    default void log(Path log, long offset) {}

    /**
     * A command failed, and this is the line that tells why.
     *
     * @param offset where the line begins, in bytes
     */
    default void failedAt(Path log, long offset) {}

    /** One for who wants to know no more than any progress tells. */
    static BuildWatch of(Progress progress) {
        return progress instanceof BuildWatch watch ? watch : new Plain(progress);
    }

    /** Passes on what any progress takes. */
    record Plain(Progress progress) implements BuildWatch {
        @Override
        public void step(String text) {
            progress.step(text);
        }

        @Override
        public void done(long count, long total) {
            progress.done(count, total);
        }

        @Override
        public boolean cancelled() {
            return progress.cancelled();
        }
    }
}
