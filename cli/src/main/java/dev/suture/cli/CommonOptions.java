package dev.suture.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every command has. */
abstract class CommonOptions {
    @Spec
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    final Suture suture() {
        // The command above may be one of `suture package`.
        return (Suture) spec.root().userObject();
    }

    final Surroundings surroundings() {
        return suture().surroundings();
    }

    final CommandSpec spec() {
        return spec;
    }

    final java.io.PrintWriter out() {
        return spec.commandLine().getOut();
    }

    final java.io.PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
