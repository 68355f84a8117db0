package dev.suture.diff.item;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What gcc and clang put behind a name: {@code .0} for static locals and {@code .isra.0}, {@code .part.0},
 * {@code .constprop.0}, {@code .cold} for clones. The numbers shift when unrelated code is added.
 */
public final class ItemName {
    private static final Pattern CLONE =
            Pattern.compile("\\.(?:isra|part|constprop|cold|lto_priv|localalias|llvm)(?:\\.\\d+)*");

    private ItemName() {}

    /** The name without the numbers; equal to the name where it has none. */
    public static String stem(String name) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return name;
        }
        StringBuilder stem = new StringBuilder(name.length()).append(name, 0, dot);
        while (dot < name.length()) {
            int end = name.indexOf('.', dot + 1);
            end = end < 0 ? name.length() : end;
            if (!isNumber(name, dot + 1, end)) {
                stem.append(name, dot, end);
            }
            dot = end;
        }
        return stem.toString();
    }

    /** Whether the name has such numbers, that is, differs from its {@linkplain #stem stem}. */
    public static boolean isNumbered(String name) {
        int dot = name.indexOf('.');
        while (dot >= 0) {
            int end = name.indexOf('.', dot + 1);
            if (isNumber(name, dot + 1, end < 0 ? name.length() : end)) {
                return true;
            }
            dot = end;
        }
        return false;
    }

    private static boolean isNumber(String name, int from, int to) {
        for (int i = from; i < to; i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return from < to;
    }

    /** For a clone, the function it was made from. */
    public static Optional<String> parent(String name) {
        if (name.indexOf('.') < 0) {
            return Optional.empty();
        }
        Matcher clone = CLONE.matcher(name);
        int end = name.length();
        int start = -1;
        while (clone.find()) {
            if (start < 0 && clone.start() > 0) {
                start = clone.start();
            }
            if (clone.end() == end && start > 0) {
                return Optional.of(name.substring(0, start));
            }
        }
        return Optional.empty();
    }

    /** Whether it is the part of a function that gcc moved away as unlikely: it has no entry of its own. */
    public static boolean isColdPart(String name) {
        return name.endsWith(".cold") || name.contains(".cold.");
    }
}
