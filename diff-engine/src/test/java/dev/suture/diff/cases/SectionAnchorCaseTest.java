package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.model.ObjectDiff;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** AArch64 code addresses the data of a section from one place: what comes in front moves all distances. */
class SectionAnchorCaseTest {
    private static final String SOURCE = """
            static int first, second, third = 7; static long fourth; static char room[40];
            FRESH
            int read(void) { return second; }
            void write(int x) { first = x; fourth = x; }
            long all(void) { return first + second + third + fourth; }
            long edited(void) { return EDITED + fourth; }
            void copy(void) { __builtin_memcpy(room, "a long literal of thirty-two chr", 32); }
            char *address(int i) { return &room[i]; }
            """;
    private static final String BASE = SOURCE.replace("FRESH", "").replace("EDITED", "first");

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#arm")
    void aDatumInFrontChangesNoFunction(Build build) throws Exception {
        String fresh = "static int more[6]; int fresh(int x) { return more[3] += x; }";
        ObjectDiff diff = build.compare(
                folder, BASE, SOURCE.replace("FRESH", fresh).replace("EDITED", "first"), "-fno-toplevel-reorder");
        assertThat(Told.changes(diff)).containsExactly("ADDED fresh", "ADDED more");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#arm")
    void anotherDatumOfTheSameSectionIsAChange(Build build) throws Exception {
        ObjectDiff diff =
                build.compare(folder, BASE, SOURCE.replace("FRESH", "").replace("EDITED", "second"));
        assertThat(Told.changes(diff)).containsExactly("CHANGED edited");
        assertThat(Told.change(diff, "edited").reasons().toString()).contains("first");
    }
}
