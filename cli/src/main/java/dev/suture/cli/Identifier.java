package dev.suture.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** How people name a patch or a package, as whoever has the store understands it. */
final class Identifier {
    private Identifier() {}

    /** The store may be kept by a process that runs in another folder, so what is a path here becomes a whole one. */
    static String of(String typed) {
        try {
            Path path = Path.of(typed);
            return Files.exists(path) ? path.toAbsolutePath().normalize().toString() : typed;
        } catch (InvalidPathException e) {
            return typed;
        }
    }
}
