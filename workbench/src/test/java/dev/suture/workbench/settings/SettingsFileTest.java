package dev.suture.workbench.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.workbench.DirectUi;
import dev.suture.workbench.diff.DiffSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    private static final WindowSettings CHOSEN = new WindowSettings(true, new DiffSettings(true, false, true));

    @TempDir
    Path folder;

    @Test
    void whatIsSavedIsLoaded() throws Exception {
        Path file = folder.resolve("below").resolve("window.json");
        new SettingsFile(file).save(CHOSEN, () -> false);
        assertThat(new SettingsFile(file).load()).isEqualTo(CHOSEN);
        assertThat(Files.readString(file)).contains("\"schemaVersion\" : 1");
        try (var left = Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void whatIsOutdatedIsNotSaved() throws Exception {
        Path file = folder.resolve("window.json");
        new SettingsFile(file).save(CHOSEN, () -> true);
        assertThat(file).doesNotExist();
    }

    @Test
    void theStandardStandsInForWhatCannotBeRead() throws Exception {
        Path file = folder.resolve("window.json");
        assertThat(new SettingsFile(file).load()).isEqualTo(WindowSettings.STANDARD);
        for (String broken : new String[] {"", "not JSON", "{\"schemaVersion\":99}", "{\"schemaVersion\":1}"}) {
            Files.writeString(file, broken);
            assertThat(new SettingsFile(file).load()).as(broken).isEqualTo(WindowSettings.STANDARD);
        }
    }

    @Test
    void theFileIsWhereTheUserKeepsSettings() {
        assertThat(SettingsFile.of(Map.of("SUTURE_HOME", "/a"), "/home/u")).hasToString("/a/window.json");
        assertThat(SettingsFile.of(Map.of("XDG_CONFIG_HOME", "/c"), "/home/u")).hasToString("/c/suture/window.json");
        assertThat(SettingsFile.of(Map.of("XDG_CONFIG_HOME", "relative"), "/home/u"))
                .hasToString("/home/u/.config/suture/window.json");
    }

    @Test
    void aChoiceIsThereTheNextTime() {
        SettingsFile file = new SettingsFile(folder.resolve("window.json"));
        try (DirectUi ui = new DirectUi()) {
            BooleanProperty dark = new SimpleBooleanProperty();
            ObjectProperty<DiffSettings> diff = new SimpleObjectProperty<>(DiffSettings.STANDARD);
            SettingsKeeper.keep(file, ui.background, dark, diff);
            assertThat(dark.get()).isFalse();
            dark.set(true);
            diff.set(CHOSEN.diff());
            ui.until(() -> file.load().equals(CHOSEN));
            BooleanProperty darkNext = new SimpleBooleanProperty();
            ObjectProperty<DiffSettings> diffNext = new SimpleObjectProperty<>(DiffSettings.STANDARD);
            SettingsKeeper.keep(file, ui.background, darkNext, diffNext);
            assertThat(darkNext.get()).isTrue();
            assertThat(diffNext.get()).isEqualTo(CHOSEN.diff());
        }
    }
}
