package dev.suture.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;

/**
 * Whom this process acts for.
 *
 * @param user its effective user
 */
public record Me(UserPrincipal user) {
    /** proc(5): the files of a process belong to its effective user. */
    public static Me now() {
        try {
            return new Me(Files.getOwner(Path.of("/proc/self")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isRoot() {
        return isRoot(user);
    }

    /** Whether what this user says or made may be relied on: it is this one, or root, who can do anything anyway. */
    public boolean trusts(UserPrincipal other) {
        return other.equals(user) || isRoot(other);
    }

    private static boolean isRoot(UserPrincipal user) {
        try {
            // By its number: what it is called is up to the machine.
            return user.equals(
                    FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName("0"));
        } catch (IOException e) {
            return false;
        }
    }
}
