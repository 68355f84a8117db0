package dev.suture.source;

import dev.suture.plugin.PatchException;
import dev.suture.source.trace.BuildProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a failed command of a build is told as: its own first error first. */
final class BuildFailure {
    private static final Pattern ERROR = Pattern.compile(
            "(?i)(?:.*\\b(?:fatal )?error\\b:.*|.*undefined reference to.*|CMake Error.*|.*\\bERROR\\b:.*"
                    + "|.*: (?:command )?not found\\s*|.*No such file or directory.*|.*No space left on device.*"
                    + "|.*No rule to make target.*|.*permission denied.*)");
    private static final Pattern MISSING_COMPILER = Pattern.compile(
            "(?:.*[ :])?(?<name>(?:[A-Za-z0-9_.]+-)*(?:gcc|g\\+\\+|cc|c\\+\\+|clang|clang\\+\\+)(?:-\\d+)?)"
                    + ": (?:(?:command )?not found|No such file or directory)\\s*");
    private static final Pattern OUT_OF_SPACE = Pattern.compile("No space left on device|Disk quota exceeded");
    /** With so many bytes left no compiler gets far. */
    private static final long HARDLY_ANY = 64 << 10;

    private static final int CONTEXT = 3;
    private static final int TAIL = 8;
    /** Logs of large builds are long; an error stands before its consequences, but rarely this far. */
    private static final int LONGEST = 64 << 20;

    private BuildFailure() {}

    /** @param watch is told where in the log it stands */
    static PatchException of(String what, String command, BuildProcess.Result result, Path log, BuildWatch watch)
            throws IOException {
        List<Printed> printed = read(log, result.outputFrom());
        List<String> lines = printed.stream().map(Printed::text).toList();
        int first = IntStream.range(0, lines.size())
                .filter(i -> ERROR.matcher(lines.get(i)).matches())
                .findFirst()
                .orElse(Math.max(0, lines.size() - TAIL));
        if (first < lines.size()) {
            watch.failedAt(log, printed.get(first).offset());
        }
        boolean found = first < lines.size() && ERROR.matcher(lines.get(first)).matches();
        String shown =
                String.join("\n  ", lines.subList(first, Math.min(lines.size(), first + (found ? CONTEXT : TAIL))));
        Optional<String> compiler = missingCompiler(lines);
        if (isOutOfSpace(lines, log)) {
            return new PatchException(
                    PatchException.Kind.TROUBLE,
                    "no-space",
                    "There is no space left for the %s:\n  %s".formatted(what, shown),
                    "Make room, or name a --work folder on a file system that has some.");
        }
        if (compiler.isPresent()) {
            return new PatchException(
                    PatchException.Kind.TROUBLE,
                    "compiler-missing",
                    "The %s needs the compiler %s, which is not there:\n  %s".formatted(what, compiler.get(), shown),
                    "Install it (on Debian: apt-get install %s), or have the build use another."
                            .formatted(compiler.get()));
        }
        return new PatchException(
                PatchException.Kind.TROUBLE,
                "build-failed",
                "%s\nThe %s failed: `%s` ended with exit status %d."
                        .formatted(shown.isBlank() ? "(it printed nothing)" : shown, what, command, result.status()),
                "Everything it printed is in %s.".formatted(log));
    }

    /** Not all programs say so (a shell speaks of an "I/O error"), and the log may itself have been cut off. */
    private static boolean isOutOfSpace(List<String> lines, Path log) throws IOException {
        return lines.stream().anyMatch(OUT_OF_SPACE.asPredicate())
                || Files.getFileStore(log).getUsableSpace() < HARDLY_ANY;
    }

    private static Optional<String> missingCompiler(List<String> lines) {
        return lines.stream()
                .map(MISSING_COMPILER::matcher)
                .filter(Matcher::matches)
                .map(m -> m.group("name"))
                .findFirst();
    }

    /**
     * A line of a log.
     *
     * @param offset where it begins, in bytes
     * @param text what a terminal would show of it in the end: a carriage return has it written over
     */
    private record Printed(long offset, String text) {
        static Printed of(byte[] bytes, int from, int to, long base) {
            String text = new String(bytes, from, to - from, StandardCharsets.UTF_8).stripTrailing();
            return new Printed(base + from, text.substring(text.lastIndexOf('\r') + 1));
        }
    }

    private static List<Printed> read(Path log, long from) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(from);
            byte[] bytes = new byte[(int) Math.min(LONGEST, file.length() - from)];
            file.readFully(bytes);
            List<Printed> lines = new ArrayList<>();
            int begin = 0;
            for (int at = 0; at < bytes.length; at++) {
                if (bytes[at] == '\n') {
                    lines.add(Printed.of(bytes, begin, at, from));
                    begin = at + 1;
                }
            }
            if (begin < bytes.length) {
                lines.add(Printed.of(bytes, begin, bytes.length, from));
            }
            return lines;
        }
    }
}
