package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.compare.Fingerprint;
import dev.suture.diff.model.ObjectDiff;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A change is known again by what it is made of. */
class FingerprintCaseTest {
    private static final String BASE = """
            #include <stdio.h>
            BEFORE
            int fare(int x) { puts("a fare"); switch (x) { case 0: return 4; case 1: return puts("one"); case 2: return 8;
                              case 3: return 15; case 4: return 16; case 5: return puts("five"); } return x * EDIT; }
            """;

    @TempDir
    Path folder;

    private static String source(String before, String edit) {
        return BASE.replace("BEFORE", before).replace("EDIT", edit);
    }

    private String fingerprint(Build build, String name, String base, String patched) throws Exception {
        ObjectDiff diff = build.compare(folder.resolve(name), base, patched);
        return Fingerprint.of(diff.comparison(), Told.change(diff, "fare"));
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#objects")
    void theSameEditHasTheSameOneThoughOtherThingsMoved(Build build) throws Exception {
        String first = fingerprint(build, "first", source("", "3"), source("", "5"));
        String more = "const char *more(int x) { return x ? \"in front\" : \"of it all\"; }";
        assertThat(fingerprint(build, "again", source(more, "3"), source(more, "5")))
                .isEqualTo(first);
        assertThat(fingerprint(build, "other", source("", "3"), source("", "7")))
                .isNotEqualTo(first);
        assertThat(fingerprint(build, "base", source("", "4"), source("", "5"))).isNotEqualTo(first);
        assertThat(fingerprint(build, "text", source("", "3"), source("", "5").replace("a fare", "a fee")))
                .isNotEqualTo(first);
    }
}
