package dev.suture.source.tree;

import dev.suture.plugin.PatchException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A patch file in unified form, as diff and git write it.
 *
 * @param file where it is
 * @param named the files it names, as it names them, {@code /dev/null} left out
 */
public record SourcePatch(Path file, Set<String> named) {
    private static final Pattern NAME = Pattern.compile("^(?:---|\\+\\+\\+) (?!\\d)([^\\t\\n]+)", Pattern.MULTILINE);
    private static final Pattern GIT_NAME = Pattern.compile("^diff --git (\\S+) (\\S+)$", Pattern.MULTILINE);
    private static final int DEEPEST_STRIP = 3;

    /** @throws PatchException TROUBLE if there is no such file */
    public static void requireThere(Path file) {
        if (!Files.exists(file)) {
            throw missing(file);
        }
    }

    private static PatchException missing(Path file) {
        return new PatchException(
                PatchException.Kind.TROUBLE,
                "patch-missing",
                "There is no source patch %s.".formatted(file),
                "Check the path that --patch names.");
    }

    /** @throws PatchException TROUBLE if it cannot be read or names no file */
    public static SourcePatch read(Path file) throws IOException {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw missing(file);
        }
        Set<String> names = new LinkedHashSet<>();
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            names.add(unquoted(matcher.group(1).strip()));
        }
        matcher = GIT_NAME.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1));
            names.add(matcher.group(2));
        }
        names.remove("/dev/null");
        if (names.isEmpty()) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "patch-malformed",
                    "%s is no source patch: it names no file to change.".formatted(file),
                    "Give a unified diff, as `git diff` or `diff -u` writes it.");
        }
        return new SourcePatch(file.toAbsolutePath().normalize(), names);
    }

    private static String unquoted(String name) {
        return name.length() > 1 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name;
    }

    /** How many leading folders of its names are to be left off for them to lead to files of the tree; 1 in doubt. */
    public int stripFor(Path tree) {
        return stripWithFiles(tree).orElse(1);
    }

    private Optional<Integer> stripWithFiles(Path tree) {
        for (int strip : List.of(1, 0, 2, DEEPEST_STRIP)) {
            int level = strip;
            if (named.stream().flatMap(n -> stripped(n, level).stream()).anyMatch(n -> exists(tree, n))) {
                return Optional.of(strip);
            }
        }
        return Optional.empty();
    }

    private static boolean exists(Path tree, String name) {
        return Files.isRegularFile(tree.resolve(name));
    }

    /** The files of the tree that it changes, adds or deletes, relative to the tree. */
    public Set<Path> files(int strip) {
        Set<Path> files = new LinkedHashSet<>();
        named.forEach(n -> stripped(n, strip).map(Path::of).map(Path::normalize).ifPresent(files::add));
        files.removeIf(f -> f.isAbsolute() || f.startsWith(".."));
        return files;
    }

    private static Optional<String> stripped(String name, int strip) {
        String rest = name;
        for (int i = 0; i < strip; i++) {
            int slash = rest.indexOf('/');
            if (slash < 0) {
                return Optional.empty();
            }
            rest = rest.substring(slash + 1);
        }
        return rest.isEmpty() ? Optional.empty() : Optional.of(rest);
    }
}
