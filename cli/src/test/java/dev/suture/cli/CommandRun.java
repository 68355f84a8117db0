package dev.suture.cli;

import dev.suture.manager.PatchManager;
import dev.suture.manager.WindowLauncher;
import dev.suture.plugin.PatchPlugin;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What one command line printed, and how it ended. */
record CommandRun(int exitCode, String out, String err) {
    static CommandRun of(String... args) {
        return of(Path.of("/nonexistent/store"), List.of(), Optional.empty(), args);
    }

    /** Installed packages are looked for in the folder {@code installed} beside the store. */
    static CommandRun of(Path store, List<PatchPlugin> plugins, Optional<WindowLauncher> window, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings = new Surroundings(
                () -> plugins,
                () -> PatchManager.open(store, store.resolveSibling("installed"), plugins),
                () -> window,
                false,
                false,
                120,
                new Cancellation());
        int exitCode = new Suture(surroundings).run(new PrintWriter(out), new PrintWriter(err), args);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }

    /** The lines of standard output, with the time at the end of the summary left out. */
    List<String> lines() {
        return out.lines().map(l -> l.replaceFirst(" \\([0-9.]+ ms\\)$", "")).toList();
    }
}
