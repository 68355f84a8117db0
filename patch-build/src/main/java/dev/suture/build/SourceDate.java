package dev.suture.build;

import dev.suture.plugin.PatchException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The time that goes into what must come out the same each time (reproducible-builds.org, SOURCE_DATE_EPOCH). */
public final class SourceDate {
    private SourceDate() {}

    /** {@code SOURCE_DATE_EPOCH} in seconds since 1970, which it is without it. */
    public static Instant of(Map<String, String> environment) {
        String text = Optional.ofNullable(environment.get("SOURCE_DATE_EPOCH"))
                .filter(t -> !t.isBlank())
                .orElse("0");
        // What an RPM and a tar can hold.
        if (!text.matches("[0-9]{1,10}") || Long.parseLong(text) > Integer.MAX_VALUE) {
            throw new PatchException(
                    PatchException.Kind.TROUBLE,
                    "source-date",
                    "SOURCE_DATE_EPOCH is '%s', which is no time in seconds since 1970.".formatted(text),
                    "Set it e.g. with `git log -1 --format=%ct`, or unset it.");
        }
        return Instant.ofEpochSecond(Long.parseLong(text));
    }
}
