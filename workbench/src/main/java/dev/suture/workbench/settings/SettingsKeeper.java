package dev.suture.workbench.settings;

import dev.suture.workbench.diff.DiffSettings;
import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Latest;
import java.lang.System.Logger.Level;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;

/** Brings the window's settings back, and saves them whenever the user changes one. */
public final class SettingsKeeper {
    private static final System.Logger LOG = System.getLogger(SettingsKeeper.class.getName());

    private final SettingsFile file;
    private final Latest saving;
    private final BooleanProperty dark;
    private final ObjectProperty<DiffSettings> diff;

    private SettingsKeeper(
            SettingsFile file, Background background, BooleanProperty dark, ObjectProperty<DiffSettings> diff) {
        this.file = file;
        this.saving = background.latest();
        this.dark = dark;
        this.diff = diff;
    }

    /** Sets the properties as they were saved last and keeps them from now on. */
    public static void keep(
            SettingsFile file, Background background, BooleanProperty dark, ObjectProperty<DiffSettings> diff) {
        WindowSettings saved = file.load();
        dark.set(saved.dark());
        diff.set(saved.diff());
        SettingsKeeper keeper = new SettingsKeeper(file, background, dark, diff);
        dark.addListener((o, was, is) -> keeper.save());
        diff.addListener((o, was, is) -> keeper.save());
    }

    private void save() {
        WindowSettings settings = new WindowSettings(dark.get(), diff.get());
        saving.run(
                Background.UNTITLED,
                job -> {
                    file.save(settings, job::cancelled);
                    return settings;
                },
                done -> {},
                problem -> LOG.log(Level.WARNING, "The window''s settings cannot be saved: {0}", problem.why()));
    }
}
