package dev.suture.manager;

import dev.suture.elf.ElfFormatException;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds words for failures that nobody found words for where they happened. */
public final class Trouble {
    private Trouble() {}

    /** The failure itself if it has words for people; else one with such words, and the failure as its cause. */
    public static PatchException of(Throwable failure) {
        if (failure instanceof PatchException told) {
            return told;
        }
        PatchException told = told(failure);
        for (Throwable also : failure.getSuppressed()) {
            told.addSuppressed(also);
        }
        return told;
    }

    private static PatchException told(Throwable failure) {
        if (failure instanceof ElfFormatException malformed) {
            return trouble(
                    "elf-format",
                    malformed.getMessage(),
                    "Give a whole 64-bit ELF object file, as the compiler wrote it.",
                    failure);
        }
        Optional<IOException> io = ioCause(failure);
        if (io.isPresent()) {
            return trouble("file", describe(io.get()), "Check the path, its rights and the free space.", failure);
        }
        if (failure instanceof OutOfMemoryError) {
            return trouble(
                    "memory",
                    "The memory given to Java is used up.",
                    "Give it more, e.g. JAVA_TOOL_OPTIONS=-Xmx4g.",
                    failure);
        }
        return trouble(
                "unexpected",
                "Unexpected failure: " + failure,
                "Run it again with --debug and report what it prints.",
                failure);
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

    private static PatchException trouble(String id, String message, String remedy, Throwable cause) {
        return new PatchException(Kind.TROUBLE, id, message, remedy, cause);
    }
}
