package dev.suture.workbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * Whether a window can be opened here.
 *
 * @param environment the program's environment variables
 * @param properties the program's system properties
 * @param libraryFolders where shared libraries lie; their sub-folders are searched too, one level deep
 */
record Display(Map<String, String> environment, Properties properties, List<Path> libraryFolders) {
    private static final String GTK = "libgtk-3.so.0";

    static Display ofThisMachine() {
        return new Display(
                System.getenv(),
                System.getProperties(),
                Stream.of("/lib", "/usr/lib", "/lib64", "/usr/lib64", "/usr/local/lib")
                        .map(Path::of)
                        .toList());
    }

    boolean present() {
        return drawsInMemory() || hasServer() && hasToolkit();
    }

    /** Monocle and JavaFX's own headless platform need neither a display nor GTK. */
    private boolean drawsInMemory() {
        String platform = properties.getProperty("glass.platform", "");
        return platform.equalsIgnoreCase("Monocle")
                || platform.equalsIgnoreCase("Headless")
                || Boolean.parseBoolean(properties.getProperty("testfx.headless", "false"));
    }

    private boolean hasServer() {
        return Stream.of("DISPLAY", "WAYLAND_DISPLAY")
                .anyMatch(name -> !environment.getOrDefault(name, "").isBlank());
    }

    private boolean hasToolkit() {
        return libraryFolders.stream().anyMatch(Display::holdsGtk);
    }

    private static boolean holdsGtk(Path folder) {
        if (Files.exists(folder.resolve(GTK))) {
            return true;
        }
        try (Stream<Path> below = Files.list(folder)) {
            return below.anyMatch(f -> Files.exists(f.resolve(GTK)));
        } catch (IOException e) {
            return false; // Not every machine has every folder.
        }
    }
}
