package dev.suture.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A tree that is ready to be built.
 *
 * @param tree its top folder, as a real path
 * @param commands how to build it
 * @param environment what its build needs in the environment
 * @param shownAs what {@code __FILE__} and debugging information call its folder; empty to leave that to the build
 * @param targets what a package has installed of it
 */
record PreparedTree(
        Path tree,
        BuildCommands commands,
        Map<String, String> environment,
        Optional<Path> shownAs,
        List<TargetFile> targets) {
    PreparedTree {
        environment = Map.copyOf(environment);
        targets = List.copyOf(targets);
    }
}
