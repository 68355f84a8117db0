package dev.suture.source;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a Debian package's rules are asked to leave out and how many jobs they may use (Debian Policy, 4.9.1), with what the
 * caller asks for: a profile that needs fewer packages, say.
 *
 * @param caller the caller's environment
 * @param jobs how many commands may run at once, unless the caller says it
 */
record DebianBuildOptions(Map<String, String> caller, int jobs) {
    private static final String OPTIONS = "DEB_BUILD_OPTIONS";
    private static final String PROFILES = "DEB_BUILD_PROFILES";
    private static final String JOBS = "parallel=";

    /** The variables that say so. */
    Map<String, String> environment() {
        return Map.of(
                OPTIONS,
                String.join(" ", with(OPTIONS, List.of("nocheck", "nodoc", "noautodbgsym", JOBS + jobs))),
                PROFILES,
                String.join(" ", profiles()));
    }

    List<String> profiles() {
        return with(PROFILES, List.of("nocheck", "nodoc"));
    }

    private List<String> with(String variable, List<String> ours) {
        List<String> theirs = Stream.of(caller.getOrDefault(variable, "").split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        boolean tellsJobs = theirs.stream().anyMatch(word -> word.startsWith(JOBS));
        Stream<String> kept = ours.stream().filter(word -> !(tellsJobs && word.startsWith(JOBS)));
        return Stream.concat(kept, theirs.stream()).distinct().toList();
    }
}
