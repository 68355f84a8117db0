package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.model.ObjectDiff;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One literal more: labels are renumbered, strings merged and reordered, and only who uses it is changed. */
class LiteralCaseTest {
    private static final String SOURCE = """
            #include <stdio.h>
            #include <wchar.h>
            int first(void) { FIRST return puts("first of all"); }
            int second(void) { return puts("second one"); }
            double third(double x) { return x * 3.25 + 1.5; }
            double fourth(double x) { FOURTH return x / 1.5; }
            float fifth(float x) { return x * 77.25f; }
            int sixth(void) { return puts("first of all") + printf("%d one\\n", 7); }
            int seventh(const wchar_t *x) { return wcscmp(x, L"wide text"); }
            void eighth(char *room) { __builtin_memcpy(room, "a text of thirty-two characters", 32); }
            const char *const names[] = {"alpha", "second one", "beta"};
            const char *ninth(int i) { return names[i]; }
            const char *tenth(void) { return "one"; }
            """;
    private static final String BASE = with("", "");

    @TempDir
    Path folder;

    private static String with(String first, String fourth) {
        return SOURCE.replace("FIRST", first).replace("FOURTH", fourth);
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aNewStringChangesOnlyItsFunction(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, BASE, with("puts(\"a new one\");", ""));
        assertThat(Told.changes(diff)).containsExactly("CHANGED first");
        assertThat(Told.reasons(diff, "first")).startsWith("code-changed").contains("refers-to-new");
        assertThat(Told.change(diff, "first").reasons().toString()).contains("a new one");
        assertThat(diff.findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aNewStringThatHoldsAnotherAsItsEndChangesOnlyItsFunction(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, BASE, with("puts(\"the very second one\");", ""));
        assertThat(Told.changes(diff)).containsExactly("CHANGED first");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aNewFloatingPointNumberChangesOnlyItsFunction(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, BASE, with("", "if (x > 0.625) return x * 9.8765;"));
        assertThat(Told.changes(diff)).containsExactly("CHANGED fourth");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void anotherTextOfEqualLengthIsAChange(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, BASE, BASE.replace("%d one", "%d two"));
        assertThat(Told.changes(diff)).containsExactly("CHANGED sixth");
        assertThat(Told.reasons(diff, "sixth")).contains("refers-to-new", "refers-no-more");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void anotherNumberIsAChange(Build build) throws Exception {
        ObjectDiff diff =
                build.compare(folder, BASE, BASE.replace("77.25f", "77.5f").replace("3.25", "3.5"));
        assertThat(Told.changes(diff)).containsExactly("CHANGED fifth", "CHANGED third");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void anotherWideOrCopiedTextIsAChange(Build build) throws Exception {
        ObjectDiff diff = build.compare(
                folder, BASE, BASE.replace("wide text", "wide test").replace("thirty-two", "thirty-one"));
        assertThat(Told.changes(diff)).containsExactly("CHANGED eighth", "CHANGED seventh");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aTextThatATablePointsAtBelongsToTheTable(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, BASE, BASE.replace("\"beta\"", "\"zeta\""));
        assertThat(Told.changes(diff)).containsExactly("CHANGED names");
        assertThat(Told.findings(diff)).containsExactly("data-changed names");
    }
}
