package dev.suture.pack;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why reading or writing failed, in words: the JDK's file exceptions carry the bare path as their message. */
final class Reason {
    private Reason() {}

    static String of(Exception failure) {
        return switch (failure) {
            case NoSuchFileException e -> "there is no " + e.getFile();
            case AccessDeniedException e -> "access to %s is denied".formatted(e.getFile());
            case NotDirectoryException e -> "%s is no folder".formatted(e.getFile());
            default ->
                String.valueOf(failure.getMessage())
                        .lines()
                        .findFirst()
                        .orElse("")
                        .replaceFirst("\\.$", "");
        };
    }
}
