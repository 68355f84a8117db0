package dev.suture.workbench.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.item.ItemKind;
import dev.suture.workbench.DirectUi;
import dev.suture.workbench.diff.DiffSettings;
import dev.suture.workbench.dock.DockLayout;
import dev.suture.workbench.mark.ItemKey;
import dev.suture.workbench.start.Recent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    private static final WindowSettings CHOSEN = new WindowSettings(
            ThemeChoice.DARK,
            15,
            new WindowBounds(10, 20, 800, 600, true),
            new DiffSettings(true, false, true, false),
            new DockLayout.Split(
                    true,
                    List.of(0.25),
                    List.of(DockLayout.Tabs.of("changes"), new DockLayout.Tabs(List.of("diff", "anatomy"), "anatomy"))),
            List.of(new Recent(Recent.Kind.REVIEW, List.of(Path.of("/a"), Path.of("/b")), 17)),
            Map.of("go.next", "Ctrl+N"),
            List.of(new OpenReview(
                    Path.of("/a"),
                    Path.of("/b"),
                    List.of(Path.of("/t")),
                    List.of(new ItemKey("a.o", ItemKind.FUNCTION, "f", 0)),
                    List.of(new ItemKey("a.o", ItemKind.DATA, "d", 1)))));

    @TempDir
    Path folder;

    @Test
    void whatIsSavedIsLoaded() throws Exception {
        Path file = folder.resolve("below").resolve("window.json");
        new SettingsFile(file).save(CHOSEN, () -> false);
        assertThat(new SettingsFile(file).load()).isEqualTo(CHOSEN);
        assertThat(Files.readString(file)).contains("\"schemaVersion\" : 2");
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
    void whatTheFileLeavesOutIsTheStandard() throws Exception {
        Path file = folder.resolve("window.json");
        Files.writeString(file, "{\"schemaVersion\":2,\"settings\":{\"theme\":\"LIGHT\",\"unheard-of\":1}}");
        WindowSettings loaded = new SettingsFile(file).load();
        assertThat(loaded.theme()).isEqualTo(ThemeChoice.LIGHT);
        assertThat(loaded.textSize()).isEqualTo(WindowSettings.STANDARD_TEXT_SIZE);
        assertThat(loaded.layout()).isEqualTo(WindowSettings.NO_LAYOUT);
    }

    @Test
    void aChoiceIsThereTheNextTime() {
        SettingsFile file = new SettingsFile(folder.resolve("window.json"));
        AtomicReference<WindowSettings> current = new AtomicReference<>(WindowSettings.STANDARD);
        try (DirectUi ui = new DirectUi()) {
            SettingsKeeper keeper = new SettingsKeeper(file, ui.background, WindowSettings.STANDARD, current::get);
            keeper.save();
            current.set(CHOSEN);
            keeper.save();
            ui.until(() -> file.load().equals(CHOSEN));
        }
    }

    @Test
    void theLastWordIsSavedBeforeTheProgramGoes() {
        SettingsFile file = new SettingsFile(folder.resolve("window.json"));
        try (DirectUi ui = new DirectUi()) {
            new SettingsKeeper(file, ui.background, WindowSettings.STANDARD, () -> CHOSEN).saveNow();
            assertThat(file.load()).isEqualTo(CHOSEN);
        }
    }
}
