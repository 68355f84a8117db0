package dev.suture.source;

import java.nio.file.Path;
import java.util.List;
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
     * @param leaveOut patches of the package's own series that the base is built without, by their name in
     *     {@code debian/patches}
     */
    record DebianPackage(String name, Optional<String> version, List<String> leaveOut) implements Source {
        public DebianPackage {
            leaveOut = List.copyOf(leaveOut);
        }
    }

    /** A source RPM. */
    record RpmPackage(Path file) implements Source {}
}
