package dev.suture.source;

import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The patches that a Debian source package itself brings, {@code debian/patches} (dpkg-source(1), "Format: 3.0 (quilt)").
 *
 * @param folder where they are
 * @param names their names in the order they are applied, without the comments of the series file
 */
record DebianSeries(Path folder, List<String> names) {
    DebianSeries {
        names = List.copyOf(names);
    }

    /** Those of an unpacked package; none if it has no series. */
    static DebianSeries of(Path tree) throws IOException {
        Path folder = tree.resolve("debian/patches");
        Path series = folder.resolve("series");
        List<String> lines = Files.exists(series) ? Files.readAllLines(series) : List.of();
        return new DebianSeries(
                folder,
                lines.stream()
                        .map(l -> l.replaceFirst("(?:^|\\s+)#.*", "").strip())
                        .filter(l -> !l.isEmpty())
                        .toList());
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** The patch of that name, or else those with the text in their names, such as the number of a CVE. */
    List<String> find(String text) {
        return names.contains(text)
                ? List.of(text)
                : names.stream().filter(name -> name.contains(text)).toList();
    }

    /**
     * The one patch that a text names.
     *
     * @throws PatchException TROUBLE {@code patch-missing} if there is none, or several
     */
    String named(String text) {
        List<String> found = find(text);
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw new PatchException(
                PatchException.Kind.TROUBLE,
                "patch-missing",
                "The package has %s of its own called %s."
                        .formatted(found.isEmpty() ? "no patch" : "several patches", text),
                "%s patches are: %s."
                        .formatted(
                                found.isEmpty() ? "Its" : "These", String.join(", ", found.isEmpty() ? names : found)));
    }
}
