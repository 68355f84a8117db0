package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.DiffOptions;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions that differ in nothing but the lines they stand on. */
class LineNumberCaseTest {
    private static final String SOURCE = """
            void warn_at(const char *file, int line, const char *what);
            __attribute__((noinline)) void warn_at(const char *file, int line, const char *what) {
                __asm__ volatile("" : : "r"(file), "r"(line), "r"(what));
            }
            #define WARN_ON(c) do { if (c) warn_at("unit.c", __LINE__, #c); } while (0)
            KERNEL
            MOVE
            int first(int x) {
                WARN_ON(x < 0);
                x *= 3;
                WARN_ON(x > LIMIT);
                return x;
            }
            int second(int x) { return x + 1; }
            """;

    @TempDir
    Path folder;

    private static String with(String move, String limit) {
        return SOURCE.replace("MOVE", move).replace("LIMIT", limit).replace("KERNEL", "");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aShiftOfLinesIsToldAsSuch(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, with("", "900"), with("\n\n\n/* three more */", "900"));
        assertThat(Told.changes(diff)).containsExactly("CHANGED first");
        assertThat(Told.reasons(diff, "first")).containsExactly("line-number-only");
        assertThat(diff.status()).isEqualTo(Status.CHANGED);
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#arm")
    void aShiftOfLinesIsToldOnAArch64(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, with("", "900"), with("\n\n\n/* three more */", "900"));
        assertThat(Told.changes(diff)).containsExactly("CHANGED first");
        assertThat(Told.reasons(diff, "first")).containsExactly("line-number-only");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void anEditThatShiftsLinesIsNoShift(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, with("", "900"), with("\n\n\n", "903"));
        assertThat(Told.changes(diff)).containsExactly("CHANGED first");
        assertThat(Told.reasons(diff, "first")).startsWith("code-changed");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void theFilterSetsThemAsideVisibly(Build build) throws Exception {
        DiffOptions on = new DiffOptions(DiffOptions.LineNumberFilter.ON);
        ObjectDiff diff = build.compare(on, folder, with("", "900"), with("\n\n", "900"));
        assertThat(diff.status()).isEqualTo(Status.UNCHANGED);
        assertThat(Told.change(diff, "first").suppressed()).contains("line-number-only");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#objects")
    void theFilterIsOnForObjectsOfTheKernel(Build build) throws Exception {
        String kernel = "static int traced __attribute__((section(\"__mcount_loc\"), used)) = 1;";
        String source = SOURCE.replace("LIMIT", "900").replace("KERNEL", kernel);
        ObjectDiff diff = build.compare(folder, source.replace("MOVE", ""), source.replace("MOVE", "\n\n\n"));
        assertThat(Told.changes(diff)).isEmpty();
        assertThat(Told.change(diff, "first").suppressed()).contains("line-number-only");
    }
}
