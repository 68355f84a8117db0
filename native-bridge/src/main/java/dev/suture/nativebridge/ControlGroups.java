package dev.suture.nativebridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether a control group keeps a process from running (cgroups(7)): then no thread of it can do anything for anybody. */
final class ControlGroups {
    private static final Path V2 = Path.of("/sys/fs/cgroup");
    private static final Path V2_BESIDE_V1 = V2.resolve("unified");
    private static final Path V1 = V2.resolve("freezer");

    private ControlGroups() {}

    /**
     * The group that is frozen, as a path below {@code /sys/fs/cgroup}.
     *
     * @param memberships {@code /proc/PID/cgroup}
     */
    static Optional<Path> frozen(String memberships) {
        return memberships
                .lines()
                .map(line -> line.split(":", 3))
                .filter(fields -> fields.length == 3)
                .flatMap(fields -> frozen(fields[1], fields[2]).stream())
                .findFirst();
    }

    private static Optional<Path> frozen(String controllers, String path) {
        String below = path.substring(1);
        if (controllers.isEmpty()) {
            // An ancestor that is frozen freezes it too, and says so here.
            return says(V2.resolve(below), "cgroup.events", "frozen 1")
                    .or(() -> says(V2_BESIDE_V1.resolve(below), "cgroup.events", "frozen 1"));
        }
        return controllers.equals("freezer")
                ? says(V1.resolve(below), "freezer.state", "FROZEN")
                        .or(() -> says(V1.resolve(below), "freezer.state", "FREEZING"))
                : Optional.empty();
    }

    private static Optional<Path> says(Path group, String file, String line) {
        try {
            return Files.readAllLines(group.resolve(file)).contains(line) ? Optional.of(group) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // Another hierarchy, another namespace, or the root, which cannot be frozen.
        }
    }
}
