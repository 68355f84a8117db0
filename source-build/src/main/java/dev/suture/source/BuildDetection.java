package dev.suture.source;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a source tree would be built with if nobody names commands.
 *
 * @param system the build system, for people
 * @param configure the shell command that prepares the tree, if it needs any
 * @param build the shell command that builds it
 */
public record BuildDetection(String system, Optional<String> configure, String build) {
    /**
     * Looks at the files of a tree.
     *
     * @param jobs how many commands the build system may run at once
     * @return empty if the tree is of no known kind
     */
    public static Optional<BuildDetection> of(Path tree, int jobs) {
        return BuildCommands.recognise(tree, jobs).map(c -> new BuildDetection(c.system(), c.configure(), c.build()));
    }
}
