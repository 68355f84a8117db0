package dev.suture.manager;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Where third-party plugins lie if nobody says otherwise. */
public final class PluginLocation {
    private PluginLocation() {}

    /** The folders of whoever runs this program, in the order they count. */
    public static List<Path> standard() {
        return of(System.getenv(), System.getProperty("user.home"));
    }

    /**
     * {@code SUTURE_PLUGINS}, folders with colons between them, which may be empty for none; else the user's folder (XDG
     * base directories) and the system's.
     */
    static List<Path> of(Map<String, String> environment, String home) {
        Optional<String> given = Optional.ofNullable(environment.get("SUTURE_PLUGINS"));
        if (given.isPresent()) {
            return Arrays.stream(given.get().split(File.pathSeparator))
                    .filter(Predicate.not(String::isBlank))
                    .map(Path::of)
                    .toList();
        }
        Path config = Optional.ofNullable(environment.get("XDG_CONFIG_HOME"))
                .filter(Predicate.not(String::isBlank))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(Path.of(home, ".config"));
        return List.of(config.resolve("suture/plugins"), Path.of("/usr/lib/suture/plugins"));
    }
}
