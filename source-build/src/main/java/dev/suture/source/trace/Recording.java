package dev.suture.source.trace;

import dev.suture.source.trace.Compilation.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What the wrapper recorded in a folder: one file for each call, with fields that each end in a NUL: the layout's version
 * ("1"), kind, name, folder, mark, compiler, number of arguments, arguments, and, once the compiler has ended, its exit
 * status.
 */
public final class Recording {
    private static final String VERSION = "1";
    private static final int HEAD = 7;

    private Recording() {}

    /** All calls of a folder, by the time they were recorded. Records that were cut off while being written are left out. */
    public static List<Compilation> read(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> entries = Files.list(folder)) {
            files = entries.toList();
        }
        record Timed(long time, Compilation call) {}
        List<Timed> calls = new ArrayList<>();
        for (Path file : files) {
            parse(file.getFileName().toString(), Files.readAllBytes(file))
                    .ifPresent(c -> calls.add(new Timed(time(file), c)));
        }
        calls.sort(java.util.Comparator.comparingLong(Timed::time));
        return calls.stream().map(Timed::call).toList();
    }

    /** The compilations that came to their end, of several with one mark the last. */
    public static List<Compilation> lastCompilations(List<Compilation> calls) {
        Map<String, Compilation> last = new LinkedHashMap<>();
        for (Compilation call : calls) {
            if (call.kind() == Kind.COMPILE && call.succeeded()) {
                last.put(call.mark(), call);
            }
        }
        return List.copyOf(last.values());
    }

    /** How many calls were recorded until now; cheap enough to be asked while a build runs. */
    public static int count(Path folder) {
        String[] names = folder.toFile().list();
        return names == null ? 0 : names.length;
    }

    /** The machine's up-time in hundredths of a second, which the wrapper puts last in the name. */
    private static long time(Path file) {
        String name = file.getFileName().toString();
        String digits = name.substring(name.lastIndexOf('-') + 1).replace(".", "");
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    static Optional<Compilation> parse(String id, byte[] bytes) {
        List<String> fields = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                fields.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        if (fields.size() < HEAD || !fields.getFirst().equals(VERSION)) {
            return Optional.empty();
        }
        int count = Integer.parseInt(fields.get(HEAD - 1));
        if (fields.size() < HEAD + count) {
            return Optional.empty();
        }
        OptionalInt status = fields.size() > HEAD + count
                ? OptionalInt.of(Integer.parseInt(fields.get(HEAD + count)))
                : OptionalInt.empty();
        return Optional.of(new Compilation(
                id,
                Kind.valueOf(fields.get(1).toUpperCase(Locale.ROOT)),
                fields.get(2),
                Path.of(fields.get(3)),
                fields.get(4),
                Path.of(fields.get(5)),
                fields.subList(HEAD, HEAD + count),
                status));
    }
}
