package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions that changed because what is inlined into them did. */
class InliningCaseTest {
    /** clang says nothing of what it inlined and folded into a number; a call stays. */
    private static final String NOTE =
            "__attribute__((noinline)) int note(int x) { __asm__ volatile(\"\" : \"+r\"(x)); return x; }\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void callersOfAnEditedFunctionThatIsInlinedNameIt(Build build) throws Exception {
        String source = NOTE + """
                static inline __attribute__((always_inline)) int price(int x) { if (x > FACTOR) return note(x) * 3; return x + 3; }
                int first(int x) { return price(x) + price(x + 1); }
                int second(int x) { return price(x - 7) / 2; }
                int third(int x) { return x - 1; }
                int price_of(int x) { return price(x); }
                """;
        ObjectDiff diff = build.compare(folder, source.replace("FACTOR", "5000"), source.replace("FACTOR", "7000"));
        assertThat(Told.changes(diff)).containsExactly("CHANGED first", "CHANGED price_of", "CHANGED second");
        for (String caller : new String[] {"first", "second", "price_of"}) {
            assertThat(Told.reasons(diff, caller)).startsWith("inlined-callee");
            assertThat(Told.change(diff, caller).because()).containsExactly("price", caller);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aFunctionWithACopyOfItsOwnIsNamedToo(Build build) throws Exception {
        String source = NOTE + """
                int price(int x) { if (x > FACTOR) return note(x) * 3; return x + 3; }
                int total(int x) { return price(x) + price(x + 1); }
                int other(int x) { return x - 1; }
                """;
        // In a library, calls of a global function go through the PLT unless it cannot be interposed.
        ObjectDiff diff = build.compare(
                folder,
                source.replace("FACTOR", "5000"),
                source.replace("FACTOR", "7000"),
                "-fno-semantic-interposition");
        assertThat(Told.changes(diff)).containsExactly("CHANGED price", "CHANGED total");
        assertThat(Told.reasons(diff, "total")).startsWith("inlined-callee");
        assertThat(Told.change(diff, "total").because()).containsExactly("price", "total");
        assertThat(Told.change(diff, "price").because()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void whatIsInlinedIntoWhatIsInlinedIsFollowed(Build build) throws Exception {
        String source = NOTE + """
                static inline __attribute__((always_inline)) int inner(int x) { EDIT return note(x) * 11; }
                static inline __attribute__((always_inline)) int outer(int x) { return inner(x + 2) - 1; }
                int first(int x) { return outer(x) ^ 5; }
                """;
        ObjectDiff diff = build.compare(
                folder, source.replace("EDIT", ""), source.replace("EDIT", "if (x > 70) return note(x + 8) / 3;"));
        assertThat(Told.changes(diff)).containsExactly("CHANGED first");
        assertThat(Told.reasons(diff, "first")).startsWith("inlined-callee");
        assertThat(Told.change(diff, "first").reasons().getFirst().text()).contains("inner");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aCopyThatVanishesByInliningIsExplained(Build build) throws Exception {
        String source = """
                ATTRIBUTE static int half(int x) { return x / 2 + 1; }
                int first(int x) { return half(x); }
                int second(int x) { return half(x + 7); }
                """;
        ObjectDiff diff = build.compare(
                folder, source.replace("ATTRIBUTE", "__attribute__((noinline))"), source.replace("ATTRIBUTE", ""));
        assertThat(Told.change(diff, "half").status()).isEqualTo(Status.DELETED);
        assertThat(Told.reasons(diff, "half")).startsWith("inlined-everywhere");
        assertThat(Told.reasons(diff, "first")).contains("newly-inlined");
        assertThat(Told.reasons(diff, "second")).contains("newly-inlined");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aCopyThatAppearsIsExplained(Build build) throws Exception {
        String source = """
                ATTRIBUTE static int half(int x) { return x / 2 + 1; }
                int first(int x) { return half(x); }
                int second(int x) { return half(x + 7); }
                """;
        ObjectDiff diff = build.compare(
                folder, source.replace("ATTRIBUTE", ""), source.replace("ATTRIBUTE", "__attribute__((noinline))"));
        assertThat(Told.change(diff, "half").status()).isEqualTo(Status.ADDED);
        assertThat(Told.reasons(diff, "half")).contains("no-longer-inlined");
        assertThat(Told.reasons(diff, "first")).contains("no-longer-inlined");
        assertThat(Told.change(diff, "half").because()).isNotEmpty();
    }
}
