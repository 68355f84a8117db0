package dev.suture.manager;

import java.io.IOException;

/** A record that a newer Suture wrote: it is not broken, and must not be replaced. */
final class NewerVersionException extends IOException {
    private static final long serialVersionUID = 1L;

    NewerVersionException(int found, int known) {
        super("its schemaVersion is %d and this Suture knows %d".formatted(found, known));
    }
}
