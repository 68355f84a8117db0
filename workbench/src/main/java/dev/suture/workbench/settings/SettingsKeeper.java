package dev.suture.workbench.settings;

import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Latest;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** Saves the window's settings whenever there is something new in them. */
public final class SettingsKeeper {
    private static final System.Logger LOG = System.getLogger(SettingsKeeper.class.getName());

    private final SettingsFile file;
    private final Latest saving;
    private final Supplier<WindowSettings> current;
    private WindowSettings saved;

    /**
     * @param saved what the file holds
     * @param current gathers what is set now; called on the FX thread
     */
    public SettingsKeeper(
            SettingsFile file, Background background, WindowSettings saved, Supplier<WindowSettings> current) {
        this.file = file;
        this.saving = background.latest();
        this.saved = saved;
        this.current = current;
    }

    /** Saves beside the FX thread, if anything changed. */
    public void save() {
        WindowSettings settings = current.get();
        if (settings.equals(saved)) {
            return;
        }
        saved = settings;
        saving.run(
                Background.UNTITLED,
                job -> {
                    file.save(settings, job::cancelled);
                    return settings;
                },
                done -> {},
                problem -> LOG.log(Level.WARNING, "The window''s settings cannot be saved: {0}", problem.why()));
    }

    /** Saves before it returns: the window is about to go, and the program with it. */
    public void saveNow() {
        WindowSettings settings = current.get();
        saving.clear();
        try {
            file.save(settings, () -> false);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The window''s settings cannot be saved: {0}", e.getMessage());
        }
    }
}
