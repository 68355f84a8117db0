package dev.suture.cli;

import dev.suture.diff.DiffException;
import dev.suture.elf.ElfFormatException;
import dev.suture.examples.ExampleException;
import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
            case PatchException e -> new Told(ExitCode.of(e.kind()), e.getMessage(), e.remedy());
            case ElfFormatException e ->
                trouble(e.getMessage(), "Give a whole 64-bit ELF object file, as the compiler wrote it.");
            case DiffException e -> trouble(e.getMessage(), "");
            case ExampleException e -> trouble(e.getMessage(), "");
            case CancellationException e -> trouble("Cancelled: " + e.getMessage() + ".", "");
            default -> unexpected(failure);
        };
    }

    private static Told unexpected(Throwable failure) {
        Optional<IOException> io = ioCause(failure);
        if (io.isPresent()) {
            return trouble(describe(io.get()), "Check the path, its rights and the free space.");
        }
        if (failure instanceof OutOfMemoryError) {
            return trouble("The memory given to Java is used up.", "Give it more, e.g. JAVA_TOOL_OPTIONS=-Xmx4g.");
        }
        return trouble("Unexpected failure: " + failure, "Run it again with --debug and report what it prints.");
    }

    private static Optional<IOException> ioCause(Throwable failure) {
        List<Throwable> seen = new ArrayList<>();
        for (Throwable t = failure; t != null && !seen.contains(t); t = t.getCause()) {
            if (t instanceof IOException io) {
                return Optional.of(io);
            }
            seen.add(t);
        }
        return Optional.empty();
    }

    /** The JDK's file exceptions carry the bare path as their message. */
    private static String describe(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "There is no file %s.".formatted(missing.getFile());
            case AccessDeniedException denied -> "Access to %s is denied.".formatted(denied.getFile());
            default -> "Reading or writing failed: " + e.getMessage();
        };
    }

    private static Told trouble(String message, String remedy) {
        return new Told(ExitCode.TROUBLE, message, remedy);
    }
}
