package dev.suture.workbench.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The settings as JSON, written beside, synced and renamed. What cannot be read is worth no more than a line in the log:
 * the window opens all the same.
 */
public final class SettingsFile {
    private static final System.Logger LOG = System.getLogger(SettingsFile.class.getName());
    private static final int VERSION = 2;

    private final ObjectMapper json =
            new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
    private final Path file;

    /** The file's contents. */
    private record Versioned(int schemaVersion, WindowSettings settings) {}

    /** @param file need not exist, nor need its folder */
    public SettingsFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /** That of whoever runs this program. */
    public static SettingsFile standard() {
        return new SettingsFile(of(System.getenv(), System.getProperty("user.home")));
    }

    /** Below {@code SUTURE_HOME}, else in the user's folder for settings (XDG base directories). */
    static Path of(Map<String, String> environment, String home) {
        Optional<Path> own = variable(environment, "SUTURE_HOME");
        return own.orElseGet(() -> variable(environment, "XDG_CONFIG_HOME")
                        // The XDG base directory specification has relative paths ignored.
                        .filter(Path::isAbsolute)
                        .orElse(Path.of(home, ".config"))
                        .resolve("suture"))
                .resolve("window.json");
    }

    private static Optional<Path> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(v -> !v.isBlank())
                .map(Path::of);
    }

    /** What was saved last; the standard if nothing was or it cannot be read. */
    public WindowSettings load() {
        try {
            Versioned read = json.readValue(Files.readAllBytes(file), Versioned.class);
            boolean whole = read.schemaVersion() == VERSION && read.settings() != null;
            return whole ? read.settings() : WindowSettings.STANDARD;
        } catch (NoSuchFileException e) {
            return WindowSettings.STANDARD;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The window's settings in " + file + " cannot be read: " + e.getMessage());
            return WindowSettings.STANDARD;
        }
    }

    /**
     * Saves settings; from any thread.
     *
     * @param outdated whether later ones are on their way already
     */
    public synchronized void save(WindowSettings settings, BooleanSupplier outdated) throws IOException {
        if (outdated.getAsBoolean()) {
            return;
        }
        Files.createDirectories(file.getParent());
        Path temporary = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".tmp");
        try {
            write(temporary, settings);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void write(Path temporary, WindowSettings settings) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(bytes(settings));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private byte[] bytes(WindowSettings settings) throws JsonProcessingException {
        return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(new Versioned(VERSION, settings));
    }
}
