package dev.suture.source;

import java.nio.file.Path;
import java.util.Optional;

/** Where the source comes from that a patch is for. */
public sealed interface Source {
    /** A source tree; it is copied and not changed. */
    record Tree(Path folder) implements Source {}

    /**
     * A source package of the machine's distribution.
     *
     * @param name of the source package or of a binary package made from it
     * @param version of the source package; empty for the one that is installed
     */
    record DebianPackage(String name, Optional<String> version) implements Source {}

    /** A source RPM. */
    record RpmPackage(Path file) implements Source {}
}
