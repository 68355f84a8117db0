package dev.suture.cli;

import dev.suture.diff.DiffException;
import dev.suture.examples.ExampleException;
import dev.suture.manager.Trouble;
import dev.suture.plugin.PatchException;
import java.io.PrintWriter;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Turns everything that goes wrong into a sentence, a remedy and an exit code: the one place that does. */
final class Failures {
    private final boolean stackTraces;

    /** @param stackTraces whether stack traces are wanted */
    Failures(boolean stackTraces) {
        this.stackTraces = stackTraces;
    }

    /**
     * What people are told.
     *
     * @param remedy what to do about it; empty where the sentence says it already
     */
    private record Told(int exitCode, String message, String remedy) {}

    /** Prints the failure; returns the exit code. */
    int print(Throwable failure, PrintWriter err) {
        Told told = tell(failure);
        err.println("suture: " + told.message());
        for (Throwable also : failure.getSuppressed()) {
            err.println("  also: " + tell(also).message());
        }
        if (!told.remedy().isBlank()) {
            err.println("  → " + told.remedy());
        }
        if (stackTraces) {
            failure.printStackTrace(err);
        }
        err.flush();
        return told.exitCode();
    }

    /** Prints what is wrong with the arguments; returns the exit code. */
    static int printMisuse(ParameterException misuse, PrintWriter err) {
        err.println("suture: " + misuse.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(misuse, err);
        err.println("  → See `%s --help`."
                .formatted(misuse.getCommandLine().getCommandSpec().qualifiedName()));
        err.flush();
        return ExitCode.TROUBLE;
    }

    private static Told tell(Throwable failure) {
        return switch (failure) {
            case DiffException e -> trouble(e.getMessage(), "");
            case ExampleException e -> trouble(e.getMessage(), "");
            case CancellationException e -> trouble("Cancelled: " + e.getMessage() + ".", "");
            default -> told(Trouble.of(failure));
        };
    }

    private static Told told(PatchException e) {
        return new Told(ExitCode.of(e.kind()), e.getMessage(), e.remedy());
    }

    private static Told trouble(String message, String remedy) {
        return new Told(ExitCode.TROUBLE, message, remedy);
    }
}
