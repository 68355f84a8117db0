package dev.suture.pack;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.nio.file.Path;

/** The sentences about packages that cannot be used. What is broken is TROUBLE; what may be an attack is REFUSED. */
final class PackageFault {
    private static final String AGAIN =
            "Get the package again from where it came from, or make it again with" + " `suture package`.";

    private PackageFault() {}

    static PatchException malformed(Path origin, String what) {
        return trouble("package-malformed", "%s is no patch package: %s.".formatted(origin, what), AGAIN);
    }

    static PatchException truncated(Path origin, String where) {
        return trouble("package-truncated", "The package %s is cut short: it ends %s.".formatted(origin, where), AGAIN);
    }

    static PatchException incomplete(Path origin, String file) {
        return trouble(
                "package-incomplete", "The package %s lists %s, which is not in it.".formatted(origin, file), AGAIN);
    }

    static PatchException schema(Path origin, String found) {
        return trouble(
                "package-schema",
                "The package %s says schemaVersion %s, and this Suture knows %d."
                        .formatted(origin, found, PackageManifest.SCHEMA_VERSION),
                "Use a Suture of the version that made it, or make the package again with this one.");
    }

    static PatchException unreadable(Path origin, Exception cause) {
        return new PatchException(
                Kind.TROUBLE,
                "package-unreadable",
                "The package %s cannot be read: %s.".formatted(origin, Reason.of(cause)),
                "Check that it is there and that you may read it.",
                cause);
    }

    static PatchException digest(Path origin, String file) {
        return refused(
                "package-digest",
                "The file %s in the package %s is not what package.json says: its SHA-256 differs."
                        .formatted(file, origin));
    }

    static PatchException size(Path origin, String file, long found, long listed) {
        return refused(
                "package-size",
                "The file %s in the package %s has %d bytes, and package.json says %d."
                        .formatted(file, origin, found, listed));
    }

    static PatchException tooLarge(Path origin, String what) {
        return refused(
                "package-too-large",
                "The package %s is refused for its size: %s.".formatted(origin, what),
                "A hot patch is small: ask who made the package what it is to hold.");
    }

    static PatchException unlisted(Path origin, String file) {
        return refused(
                "package-unlisted",
                "The package %s holds %s, which package.json does not list.".formatted(origin, quoted(file)));
    }

    static PatchException duplicate(Path origin, String file) {
        return refused("package-duplicate", "The package %s holds %s twice.".formatted(origin, quoted(file)));
    }

    static PatchException path(Path origin, String file) {
        return refused(
                "package-path",
                "The package %s holds a file called %s, which could lie outside of it or is no plain name."
                        .formatted(origin, quoted(file)));
    }

    static PatchException notAFile(Path origin, String file, String what) {
        return refused(
                "package-link",
                "In the package %s, %s is %s; a patch package has plain files only."
                        .formatted(origin, quoted(file), what));
    }

    static PatchException refused(String id, String message) {
        return refused(id, message, "Do not use it. " + AGAIN);
    }

    static PatchException refused(String id, String message, String remedy) {
        return new PatchException(Kind.REFUSED, id, message, remedy);
    }

    static PatchException trouble(String id, String message, String remedy) {
        return new PatchException(Kind.TROUBLE, id, message, remedy);
    }

    /** A name from a package may hold anything, and goes to a terminal. */
    static String quoted(String text) {
        String shown = text.length() <= 120 ? text : text.substring(0, 120) + "…";
        return "'" + shown.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?") + "'";
    }
}
