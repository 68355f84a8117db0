package dev.suture.source;

import dev.suture.source.trace.Compilation;
import dev.suture.source.trace.Dependencies;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which compilations of the base build read a file that the patches touch.
 *
 * @param touched the files the patches touch, as absolute paths
 * @param reached the compilations
 * @param unread touched files that no compilation read
 */
record PatchReach(Set<Path> touched, List<Compilation> reached, Set<Path> unread) {
    /** Files that a build makes sources or decisions of, and sources that it has to be told of. */
    private static final Pattern STEERS_BUILD = Pattern.compile(
            "(?:[Mm]akefile.*|GNUmakefile|CMakeLists\\.txt|meson\\.build|meson_options\\.txt|meson\\.options|configure"
                    + "|.+\\.(?:mk|am|ac|m4|in|cmake|y|yy|ypp|l|ll|lpp|def|map|lds|ld|ver|sym|gperf|rl"
                    + "|c|cc|cpp|cxx|C|S|s))");

    PatchReach {
        touched = Set.copyOf(touched);
        reached = List.copyOf(reached);
        unread = Set.copyOf(unread);
    }

    static PatchReach of(Set<Path> touched, List<Compilation> calls, Path dependencyFolder) throws IOException {
        Dependencies dependencies = new Dependencies(dependencyFolder);
        List<Compilation> reached = new ArrayList<>();
        Set<Path> unread = new HashSet<>(touched);
        for (Compilation call : calls) {
            Set<Path> read = new HashSet<>(dependencies.of(call).orElse(Set.of()));
            call.expanded()
                    .sources()
                    .forEach(s -> read.add(call.directory().resolve(s).normalize()));
            if (read.stream().anyMatch(touched::contains)) {
                reached.add(call);
                unread.removeAll(read);
            }
        }
        return new PatchReach(touched, reached, unread);
    }

    /** Whether repeating these compilations does all that the patches ask for. */
    boolean isKnown() {
        return !reached.isEmpty()
                && unread.stream()
                        .noneMatch(f ->
                                STEERS_BUILD.matcher(f.getFileName().toString()).matches());
    }

    /** For people. */
    String files() {
        return touched.stream().map(f -> f.getFileName().toString()).sorted().collect(Collectors.joining(", "));
    }
}
