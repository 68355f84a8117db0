package dev.suture.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisplayTest {
    @TempDir
    Path lib;

    private boolean present(Map<String, String> environment, Properties properties) {
        return new Display(environment, properties, List.of(lib, lib.resolve("absent"))).present();
    }

    @Test
    void aServerAloneIsNotEnough() throws Exception {
        assertThat(present(Map.of("DISPLAY", ":0"), new Properties())).isFalse();
        Path multiarch = Files.createDirectory(lib.resolve("x86_64-linux-gnu"));
        Files.createFile(multiarch.resolve("libgtk-3.so.0"));
        assertThat(present(Map.of("DISPLAY", ":0"), new Properties())).isTrue();
        assertThat(present(Map.of("WAYLAND_DISPLAY", "wayland-0"), new Properties()))
                .isTrue();
        assertThat(present(Map.of("DISPLAY", " "), new Properties())).isFalse();
    }

    @Test
    void drawingInMemoryNeedsNeither() {
        Properties monocle = new Properties();
        monocle.setProperty("glass.platform", "Monocle");
        assertThat(present(Map.of(), monocle)).isTrue();
    }
}
