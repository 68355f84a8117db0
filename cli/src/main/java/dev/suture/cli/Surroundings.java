package dev.suture.cli;

import dev.suture.cli.report.Palette;
import dev.suture.manager.PatchFiles;
import dev.suture.manager.PatchService;
import dev.suture.manager.Plugins;
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
 * @param agents the other ways to that service
 */
record Surroundings(
        Supplier<List<PatchPlugin>> plugins,
        Supplier<PatchService> service,
        Supplier<Optional<WindowLauncher>> window,
        boolean terminal,
        boolean errorTerminal,
        int columns,
        Cancellation cancellation,
        Agents agents) {

    /** Without any agent. */
    Surroundings(
            Supplier<List<PatchPlugin>> plugins,
            Supplier<PatchService> service,
            Supplier<Optional<WindowLauncher>> window,
            boolean terminal,
            boolean errorTerminal,
            int columns,
            Cancellation cancellation) {
        this(plugins, service, window, terminal, errorTerminal, columns, cancellation, Agents.none(service));
    }

    /** This machine, this user, this terminal. */
    static Surroundings real(PrintWriter err, Cancellation cancellation) {
        Supplier<List<PatchPlugin>> plugins = () -> Plugins.find(problem -> err.println("suture: " + problem));
        Agents agents = Agents.real(plugins);
        return new Surroundings(
                plugins,
                () -> agents.service(Agents.Way.usual(System.getenv())),
                () -> ServiceLoader.load(WindowLauncher.class).findFirst(),
                Terminal.isStandardOutput(),
                Terminal.isStandardError(),
                Terminal.columns(),
                cancellation,
                agents);
    }

    /** The same, with another way to the service. */
    Surroundings by(Agents.Way way) {
        return new Surroundings(
                plugins, () -> agents.service(way), window, terminal, errorTerminal, columns, cancellation, agents);
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
