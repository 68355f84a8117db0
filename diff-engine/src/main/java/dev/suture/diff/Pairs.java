package dev.suture.diff;

import dev.suture.elf.archive.ArArchive;
import dev.suture.elf.archive.ArMember;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Finds the objects of two inputs and which of them belong together: by path in folders, by name in archives. */
final class Pairs {
    private static final byte[] ARCHIVE = "!<arch>\n".getBytes(StandardCharsets.US_ASCII);

    private Pairs() {}

    /** One object by name; a side is absent where its input does not have it. */
    record Pair(String name, Optional<Side> base, Optional<Side> patched) {}

    static List<Pair> of(Path base, Path patched) {
        for (Path path : List.of(base, patched)) {
            if (!Files.exists(path)) {
                throw new DiffException(
                        "%s does not exist; give an object, a program, an archive or a build folder.".formatted(path));
            }
        }
        if (Files.isDirectory(base) != Files.isDirectory(patched)) {
            throw new DiffException(
                    "%s and %s cannot be paired: one is a folder and the other a file.".formatted(base, patched));
        }
        if (Files.isDirectory(base)) {
            return folders(base, patched);
        }
        if (isArchive(base) != isArchive(patched)) {
            throw new DiffException(
                    "%s and %s cannot be paired: only one of them is an archive.".formatted(base, patched));
        }
        return isArchive(base)
                ? pair(members(base), members(patched))
                : List.of(new Pair(
                        base.getFileName().toString(), Optional.of(object(base)), Optional.of(object(patched))));
    }

    /** A file that was named is looked at even where it equals the other: two equal texts are not two equal objects. */
    private static Side object(Path file) {
        Side side = new Side.InFile(file);
        side.open();
        return side;
    }

    private static List<Pair> folders(Path base, Path patched) {
        List<Pair> pairs = pair(objectsBelow(base), objectsBelow(patched));
        if (pairs.isEmpty()) {
            throw new DiffException("Neither %s nor %s holds an object file (*.o); build both with their objects kept."
                    .formatted(base, patched));
        }
        return pairs;
    }

    private static List<Pair> pair(Map<String, Side> base, Map<String, Side> patched) {
        SortedSet<String> names = new TreeSet<>(base.keySet());
        names.addAll(patched.keySet());
        List<Pair> pairs = new ArrayList<>();
        for (String name : names) {
            pairs.add(new Pair(name, Optional.ofNullable(base.get(name)), Optional.ofNullable(patched.get(name))));
        }
        return pairs;
    }

    private static Map<String, Side> objectsBelow(Path folder) {
        Map<String, Side> result = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(p -> p.getFileName().toString().endsWith(".o"))
                    .filter(Files::isRegularFile)
                    .forEach(p -> result.put(folder.relativize(p).toString(), new Side.InFile(p)));
        } catch (IOException | UncheckedIOException e) {
            throw new DiffException("%s cannot be searched for object files: %s".formatted(folder, e.getMessage()));
        }
        return result;
    }

    /** An archive may hold several members of one name; they pair in their order. */
    private static Map<String, Side> members(Path archive) {
        Map<String, Side> result = new TreeMap<>();
        Map<String, Integer> seen = new HashMap<>();
        for (ArMember member : ArArchive.open(archive).members()) {
            if (member.isElf()) {
                int count = seen.merge(member.name(), 1, Integer::sum);
                result.put(
                        count == 1 ? member.name() : "%s (%d)".formatted(member.name(), count),
                        new Side.InArchive(member));
            }
        }
        return result;
    }

    private static boolean isArchive(Path file) {
        try (var in = Files.newInputStream(file)) {
            return java.util.Arrays.equals(in.readNBytes(ARCHIVE.length), ARCHIVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
