package dev.suture.manager;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Where the store lies if nobody says otherwise. */
public final class StoreLocation {
    private StoreLocation() {}

    /** The store of whoever runs this program. */
    public static Path standard() {
        return of(System.getenv(), "root".equals(System.getProperty("user.name")), System.getProperty("user.home"));
    }

    /** {@code SUTURE_HOME}, else the system's folder for root, else the user's folder (XDG base directories). */
    static Path of(Map<String, String> environment, boolean root, String home) {
        return variable(environment, "SUTURE_HOME").orElseGet(() -> {
            if (root) {
                return Path.of("/var/lib/suture");
            }
            return variable(environment, "XDG_STATE_HOME")
                    // The XDG base directory specification has relative paths ignored.
                    .filter(Path::isAbsolute)
                    .orElse(Path.of(home, ".local", "state"))
                    .resolve("suture");
        });
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(Predicate.not(String::isBlank))
                .map(Path::of);
    }
}
