package dev.suture.cli;

import dev.suture.manager.WindowLauncher;
import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code suture} command itself; each of its commands is a class of its own. */
@Command(
        name = "suture",
        description = {
            "Builds Linux hot patches, shows what they change and why, and puts them into running processes.",
            ""
        },
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Suture.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; for diff: no differences",
            "1:differences, or another negative answer",
            "2:trouble",
            "3:refused by a rule",
            "4:the target is busy"
        },
        footer = {
            "",
            "Patches are kept in SUTURE_HOME, else /var/lib/suture (root) or ~/.local/state/suture.",
            "Installed ones lie in SUTURE_INSTALLED, else /usr/lib/suture/patches.",
            "Without a command it opens the window where there is a display.",
            "`suture COMMAND --help` tells more of each command. New here? Try `suture demo`."
        })
final class Suture implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Option(names = "--debug", description = "Show stack traces of failures.")
    private boolean debug;

    @ArgGroup(
            exclusive = true,
            heading = "%nWho does the work (default: an agent of this user, started when needed):%n")
    private AgentWay way = new AgentWay();

    /** At most one of them. */
    private static final class AgentWay {
        @Option(names = "--no-agent", description = "This program itself; SUTURE_AGENT=off means the same.")
        private boolean none;

        @Option(names = "--sudo", description = "Root's agent, by sudo.")
        private boolean sudo;
    }

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    private boolean version;

    Suture(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    Surroundings surroundings() {
        if (way.none) {
            return surroundings.by(Agents.Way.HERE);
        }
        return way.sudo ? surroundings.by(Agents.Way.SUDO) : surroundings;
    }

    /** Stack traces are wanted, here or in the command's own options. */
    void showStackTraces() {
        debug = true;
    }

    /** Runs one command line; returns the exit code. */
    int run(PrintWriter out, PrintWriter err, String... args) {
        try {
            return configured(Commands.wanted(this, args), out, err).execute(args);
        } catch (LinkageError | OutOfMemoryError | StackOverflowError e) {
            // picocli hands over exceptions only.
            return new Failures(debug).print(e, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** With all commands. */
    CommandLine commandLine(PrintWriter out, PrintWriter err) {
        return configured(Commands.all(this), out, err);
    }

    private CommandLine configured(CommandLine commandLine, PrintWriter out, PrintWriter err) {
        return commandLine
                .setOut(out)
                .setErr(err)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        surroundings.palette().on() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
                .setUsageHelpWidth(Math.min(100, surroundings.columns()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((misuse, arguments) -> Failures.printMisuse(misuse, err))
                .setExecutionExceptionHandler((failure, command, parsed) ->
                        new Failures(debug).print(Elevation.advised(failure, isRoot(), parsed.originalArgs()), err));
    }

    @Override
    public Integer call() {
        return new Windows(surroundings)
                .usable()
                .orElseThrow(() -> new ParameterException(spec.commandLine(), "A command is missing."))
                .open(new WindowLauncher.Request.Start());
    }

    /** The version this was built as. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() throws IOException {
            try (InputStream in = Suture.class.getResourceAsStream("version.properties")) {
                Properties properties = new Properties();
                properties.load(in);
                return new String[] {"suture " + properties.getProperty("version")};
            }
        }

        /** The bare number, for what records it. */
        static String number() {
            try {
                return new Version().getVersion()[0].replaceFirst("^suture ", "");
            } catch (IOException e) {
                throw new PatchException(
                        PatchException.Kind.TROUBLE,
                        "installation-broken",
                        "This Suture does not know its version.",
                        "Install it again.",
                        e);
            }
        }
    }
}
