package dev.suture.agent.server;

import dev.suture.agent.Me;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A folder that nobody but its owner can look into, so that what is made in it is nobody else's from the first moment. */
final class PrivateFolder {
    private static final Set<PosixFilePermission> OTHERS = EnumSet.complementOf(EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));

    private PrivateFolder() {}

    /**
     * Makes it where it is missing, with the folders above it.
     *
     * @throws PatchException (TROUBLE) if it cannot be made, or is somebody else's, or open to others
     */
    static void require(Path folder, Me me) {
        try {
            if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
                // mkdir(2) makes it with these rights at once.
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            PosixFileAttributes found =
                    Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!found.isDirectory()) {
                throw refused(folder, "it is no folder", "Name another path in SUTURE_SOCKET.");
            }
            if (!found.owner().equals(me.user())) {
                throw refused(
                        folder,
                        "it belongs to %s".formatted(found.owner().getName()),
                        "Name a path in a folder of your own in SUTURE_SOCKET.");
            }
            Set<PosixFilePermission> open = EnumSet.copyOf(OTHERS);
            open.retainAll(found.permissions());
            if (!open.isEmpty()) {
                throw refused(
                        folder,
                        "others have rights in it (%s)".formatted(PosixFilePermissions.toString(found.permissions())),
                        "`chmod 700 %s`, or name another path in SUTURE_SOCKET.".formatted(folder));
            }
        } catch (IOException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "socket-folder",
                    "The folder %s for the agent's socket cannot be made or looked at: %s."
                            .formatted(folder, e.getMessage()),
                    "Name another path in SUTURE_SOCKET, or work without an agent: SUTURE_AGENT=off.",
                    e);
        }
    }

    private static PatchException refused(Path folder, String why, String remedy) {
        return new PatchException(
                Kind.TROUBLE,
                "socket-folder",
                "The agent does not put its socket into %s: %s.".formatted(folder, why),
                remedy);
    }
}
