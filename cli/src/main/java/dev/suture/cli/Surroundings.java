package dev.suture.cli;

import dev.suture.cli.report.Palette;
import dev.suture.manager.InstalledLocation;
import dev.suture.manager.PatchFiles;
import dev.suture.manager.PatchManager;
import dev.suture.manager.PatchService;
import dev.suture.manager.Plugins;
import dev.suture.manager.StoreLocation;
import dev.suture.manager.WindowLauncher;
import dev.suture.plugin.PatchPlugin;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/**
 * What the commands work with besides their arguments. The suppliers do their work when asked, so that a command pays
 * only for what it uses.
 *
 * @param plugins the patch kinds of this installation
 * @param service the store of patches, and the processes of this machine
 * @param window the window, if this installation has one
 * @param terminal whether a person watches the output
 * @param errorTerminal whether a person watches standard error
 * @param columns the width of that person's terminal in characters
 * @param cancellation how a command learns of Ctrl-C
 */
record Surroundings(
        Supplier<List<PatchPlugin>> plugins,
        Supplier<PatchService> service,
        Supplier<Optional<WindowLauncher>> window,
        boolean terminal,
        boolean errorTerminal,
        int columns,
        Cancellation cancellation) {

    /** This machine, this user, this terminal. */
    static Surroundings real(PrintWriter err, Cancellation cancellation) {
        Supplier<List<PatchPlugin>> plugins = () -> Plugins.find(problem -> err.println("suture: " + problem));
        return new Surroundings(
                plugins,
                () -> PatchManager.open(StoreLocation.standard(), InstalledLocation.standard(), plugins.get()),
                () -> ServiceLoader.load(WindowLauncher.class).findFirst(),
                Terminal.isStandardOutput(),
                Terminal.isStandardError(),
                Terminal.columns(),
                cancellation);
    }

    /** What builds patches and reads their files. */
    PatchFiles files() {
        return new PatchFiles(plugins.get());
    }

    /** Colours for standard output. */
    Palette palette() {
        return new Palette(terminal && Terminal.wantsColour(System.getenv()));
    }
}
