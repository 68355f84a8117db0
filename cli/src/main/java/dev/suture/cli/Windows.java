package dev.suture.cli;

import dev.suture.manager.WindowLauncher;
import dev.suture.plugin.PatchException;
import java.util.Optional;

/** Finds the window, or says why there is none. */
final class Windows {
    private final Optional<WindowLauncher> window;

    Windows(Surroundings surroundings) {
        this.window = surroundings.window().get();
    }

    /** The window, if it is installed and there is a display to open it on. */
    Optional<WindowLauncher> usable() {
        return window.filter(WindowLauncher::hasDisplay);
    }

    /** @throws PatchException if there is none */
    WindowLauncher required() {
        if (window.isEmpty()) {
            throw trouble("no-window", "This installation of Suture has no window.", "Install the workbench.");
        }
        return usable().orElseThrow(() -> trouble(
                "no-display",
                "There is no display to open a window on.",
                "Set DISPLAY, or use `suture diff` and `suture demo --terminal`, which need none."));
    }

    private static PatchException trouble(String id, String message, String remedy) {
        return new PatchException(PatchException.Kind.TROUBLE, id, message, remedy);
    }
}
