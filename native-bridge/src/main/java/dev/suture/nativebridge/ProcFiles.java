package dev.suture.nativebridge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads the files of one process under {@code /proc} and turns their failures into what they mean for the process. */
final class ProcFiles {
    private final int pid;
    private final Path directory;

    ProcFiles(int pid) {
        this.pid = pid;
        this.directory = Path.of("/proc", Integer.toString(pid));
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    /** The whole file; bytes that are no ASCII stay distinguishable as Latin-1 would have them, paths as UTF-8. */
    String read(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    /** The whole file. */
    byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /** Whether there is nothing in it. The kernel makes such a file while it is read, so this takes less than the whole. */
    boolean isEmpty(String name) {
        try (InputStream in = Files.newInputStream(path(name))) {
            return in.read() < 0;
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /** The target of a link such as {@code exe}; empty where there is none (kernel threads). */
    Optional<String> readLink(String name) {
        try {
            return Optional.of(Files.readSymbolicLink(path(name)).toString());
        } catch (NoSuchFileException e) {
            if (!Files.exists(directory)) {
                throw vanished();
            }
            return Optional.empty();
        } catch (IOException e) {
            throw failure(name, e);
        }
    }

    /** The value of one {@code Name:} line of {@code status}, trimmed; empty if there is no such line. */
    Optional<String> status(String name) {
        return read("status")
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    ProcessVanishedException vanished() {
        return new ProcessVanishedException(pid, "it has ended.");
    }

    ProcessAccessException failure(String name, IOException cause) {
        boolean denied = cause instanceof AccessDeniedException
                || String.valueOf(cause.getMessage()).contains("Permission denied")
                || String.valueOf(cause.getMessage()).contains("not permitted");
        ProcessAccessException exception =
                denied ? Permissions.denied(pid, "read " + path(name)) : vanished(); // ENOENT and ESRCH are left
        exception.initCause(cause);
        return exception;
    }
}
