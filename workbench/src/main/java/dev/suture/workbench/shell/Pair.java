package dev.suture.workbench.shell;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is compared.
 *
 * @param base the object file, or the folder of a build
 * @param patched the same of the patched side
 * @param target the ELF the processes run, where it is known
 * @param store where patches made of it are kept
 */
public record Pair(Path base, Path patched, Optional<Path> target, Path store) {
    /** Enough of a path to tell it from another. */
    static String shortened(Path path) {
        return last(path, 2).toString();
    }

    /** For the window's title: as much of both paths as tells them apart. */
    String title() {
        int all = Math.max(base.getNameCount(), patched.getNameCount());
        int names = 1;
        while (last(base, names).equals(last(patched, names)) && names < all) {
            names++;
        }
        return last(base, names) + " \u2192 " + last(patched, names);
    }

    private static Path last(Path path, int names) {
        int all = path.getNameCount();
        return all > names ? path.subpath(all - names, all) : path;
    }
}
