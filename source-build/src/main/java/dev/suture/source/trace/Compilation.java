package dev.suture.source.trace;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * One call of a compiler, as the wrapper recorded it.
 *
 * @param id what it is recorded under
 * @param kind what it does
 * @param program name it was called by
 * @param directory where
 * @param mark what the objects it made are marked with
 * @param compiler path of the compiler that ran
 * @param arguments as the build gave them, response files not expanded
 * @param status its exit status; empty if it did not come to its end
 */
public record Compilation(
        String id,
        Kind kind,
        String program,
        Path directory,
        String mark,
        Path compiler,
        List<String> arguments,
        OptionalInt status) {
    public Compilation {
        arguments = List.copyOf(arguments);
    }

    /** What a call of a compiler driver does. */
    public enum Kind {
        /** Makes objects; perhaps links them at once. */
        COMPILE,
        /** Makes assembly ({@code -S}). */
        ASSEMBLY,
        /** Links, or does nothing with sources. */
        LINK
    }

    /** Its arguments taken apart, with what its response files say now. */
    public CompilerArguments expanded() {
        return CompilerArguments.of(ResponseFiles.expand(arguments, directory));
    }

    public boolean succeeded() {
        return status.isPresent() && status.getAsInt() == 0;
    }
}
