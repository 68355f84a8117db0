package dev.suture.pack;

import dev.suture.plugin.PatchException;
import java.util.regex.Pattern;

/**
 * What a package is known by. None of the parts has a character that would need quoting in a path, and version and
 * release have no {@code -}, so that {@link #toString()} can be taken apart again.
 *
 * @param name letters, digits and {@code + . _ -}, at most 64
 * @param version of the hot patch, letters, digits and {@code + . _ ~}, at most 32
 * @param release of the package, as the version
 */
public record PackageName(String name, String version, String release) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]{0,63}");
    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._~]{0,31}");

    /** @throws PatchException (TROUBLE) naming the part that is not as above */
    public PackageName {
        require("name", name, NAME, "letters, digits, '+', '.', '_' and '-'");
        require("version", version, VERSION, "letters, digits, '+', '.', '_' and '~'");
        require("release", release, VERSION, "letters, digits, '+', '.', '_' and '~'");
    }

    private static void require(String part, String text, Pattern wanted, String characters) {
        if (!wanted.matcher(text).matches()) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "package-name",
                    "'%s' cannot be the %s of a patch package.".formatted(text, part),
                    "Begin with a letter or digit and use %s only.".formatted(characters));
        }
    }

    /** {@code NAME-VERSION-RELEASE}, also the folder an installed package lies in. */
    @Override
    public String toString() {
        return name + "-" + version + "-" + release;
    }
}
