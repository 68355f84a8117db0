package dev.suture.workbench.build;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * Where builds are made unless somebody says otherwise: one folder for each source, so that another patch for it goes on from
 * the base build that is there.
 *
 * @param root the folder of all of them
 */
public record WorkFolders(Path root) {
    /** Those of whoever runs this program. */
    public static WorkFolders standard() {
        return new WorkFolders(of(System.getenv(), System.getProperty("user.home")));
    }

    /** Below {@code SUTURE_HOME}, else in the user's folder for what can be made again (XDG base directories). */
    static Path of(Map<String, String> environment, String home) {
        return variable(environment, "SUTURE_HOME")
                .orElseGet(() -> variable(environment, "XDG_CACHE_HOME")
                        // The XDG base directory specification has relative paths ignored.
                        .filter(Path::isAbsolute)
                        .orElse(Path.of(home, ".cache"))
                        .resolve("suture"))
                .resolve("builds");
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(v -> !v.isBlank())
                .map(Path::of);
    }

    /**
     * The folder for a source.
     *
     * @param name what people call the source
     * @param key what tells it from others of that name
     */
    Path of(SourceKind kind, String name, String key) {
        CRC32 sum = new CRC32();
        sum.update((kind + key).getBytes(StandardCharsets.UTF_8));
        return root.resolve("%s-%08x".formatted(name.replaceAll("[^A-Za-z0-9+._-]", "-"), sum.getValue()));
    }
}
