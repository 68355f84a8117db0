package dev.suture.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command whose {@code --debug} means stack traces. */
abstract class BasicCommand extends CommonOptions implements Callable<Integer> {
    @Option(names = "--debug", description = "Show stack traces of failures.")
    private boolean debug;

    @Override
    public final Integer call() throws Exception {
        if (debug) {
            suture().showStackTraces();
        }
        return execute();
    }

    /** Does the work; returns the exit code. */
    abstract int execute() throws Exception;
}
