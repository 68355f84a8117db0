package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Static locals, whose names are numbered: paired through the functions that use them. */
class StaticLocalCaseTest {
    private static final String SOURCE = """
            FRESH
            int first(void) { static int count = 1; return count++; }
            int second(void) { static int count = 2; return count++; }
            int third(void) { static int count = 3; static char seen[4]; THIRD return count++ + seen[1]++; }
            """;
    private static final String BASE = with("", "");

    @TempDir
    Path folder;

    private static String with(String fresh, String third) {
        return SOURCE.replace("FRESH", fresh).replace("THIRD", third);
    }

    /** As {@code STATUS function} or {@code STATUS name} without number, and without the function clang puts in front. */
    private static List<String> stems(ObjectDiff diff) {
        return Told.changes(diff).stream()
                .map(c -> c.replaceAll("\\.\\d+$", "").replaceAll(" \\w+\\.", " "))
                .sorted()
                .toList();
    }

    private static Change changedDatum(ObjectDiff diff) {
        return diff.changes().stream()
                .filter(c -> c.kind() == ItemKind.DATA && c.status() == Status.CHANGED)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aStaticLocalInFrontRenumbersTheOthersAndChangesNone(Build build) throws Exception {
        ObjectDiff diff =
                build.compare(folder, BASE, with("int fresh(void) { static int count = 9; return count += 2; }", ""));
        assertThat(stems(diff)).containsExactlyInAnyOrder("ADDED fresh", "ADDED count");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aStaticLocalThatIsGoneRenumbersTheOthersAndChangesNone(Build build) throws Exception {
        ObjectDiff diff =
                build.compare(folder, with("int fresh(void) { static int count = 9; return count += 2; }", ""), BASE);
        assertThat(stems(diff)).containsExactlyInAnyOrder("DELETED fresh", "DELETED count");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void oneMoreInAFunctionIsAdded(Build build) throws Exception {
        ObjectDiff diff =
                build.compare(folder, BASE, with("", "static long more = 5; more *= 3; if (more > 9) count = 0;"));
        assertThat(stems(diff)).containsExactlyInAnyOrder("CHANGED third", "ADDED more");
        assertThat(diff.changes().getLast().because()).startsWith("third");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void oneOfAnotherTypeIsChangedWithItsFunction(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, BASE, BASE.replace("static int count = 2", "static long count = 2"));
        assertThat(stems(diff)).containsExactlyInAnyOrder("CHANGED second", "CHANGED count");
        assertThat(changedDatum(diff).reasons()).extracting("id").contains("size-changed");
        assertThat(diff.findings()).extracting("id").contains("data-size-changed");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void anotherInitialValueIsToldOfTheRightOne(Build build) throws Exception {
        ObjectDiff diff = build.compare(
                folder,
                BASE,
                with("int fresh(void) { static int count = 9; return count += 2; }", "")
                        .replace("count = 2;", "count = 22;"));
        assertThat(stems(diff)).containsExactlyInAnyOrder("ADDED fresh", "ADDED count", "CHANGED count");
        assertThat(changedDatum(diff).base().orElseThrow().bytes()[0]).isEqualTo((byte) 2);
    }

    /** gcc's nested functions are numbered as static locals are. */
    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#gcc")
    void aStaticFunctionThatIsRenumberedIsThatOfTheSameCaller(Build build) throws Exception {
        String source = """
                FRESH
                int first(int x) { __attribute__((noinline)) int step(int y) { return y * 3 + 1; } return step(x) + 1; }
                int second(int x) { __attribute__((noinline)) int step(int y) { return y * 5 + 2; } return step(x) - 1; }
                """;
        String fresh =
                "int fresh(int x) { __attribute__((noinline)) int step(int y) { return y / 7; } return step(x) * 9; }";
        ObjectDiff diff = build.compare(folder, source.replace("FRESH", ""), source.replace("FRESH", fresh));
        assertThat(stems(diff)).containsExactlyInAnyOrder("ADDED fresh", "ADDED step");
    }
}
