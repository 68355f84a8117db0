package dev.suture.diff;

import static dev.suture.diff.CompiledPair.changes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files whose functions share a section, and linked files: items are the symbols' slices. */
class WholeFileDiffTest {
    private static final String SOURCE = """
            #include <stdio.h>
            #include <string.h>
            #define FAR __attribute__((noinline, noclone))
            int total; static int hidden = 3; const char *const words[] = {"alpha", "beta", "gamma"};
            static FAR int scale(int x) { SCALE total += x; return x * hidden; }
            static FAR int other(int x) { return x - hidden + (int) strlen(words[x & 1]); }
            int choose(int x) { switch (x) { case 0: return puts("zero"); case 1: return scale(7); case 2: return other(3);
                                case 3: return puts("three"); case 4: return scale(x) + 9; case 5: return other(x); }
                                return -1; }
            FAR double ratio(double x) { return x * 2.5 + 0.125; }
            int twice(int x) { return scale(x) + other(x); }
            FRESH
            int last(int x) { static int calls; calls += x; return other(x) + scale(calls); }
            int (*const table[])(int) = {choose, twice, last};
            int main(int argc, char **argv) { return table[argc & 1](argc) + (int) ratio(argc) + !argv; }
            """;

    private static final String BASE = SOURCE.replace("SCALE", "").replace("FRESH", "");

    @TempDir
    Path folder;

    static Stream<Arguments> builds() {
        return Stream.of(
                Arguments.of((Object) new String[] {"-fno-common"}),
                Arguments.of((Object) new String[] {"-O1"}),
                Arguments.of((Object) new String[] {"-O0"}),
                Arguments.of((Object) new String[] {"-Os", "-fPIC"}),
                Arguments.of((Object) new String[] {"-pie", "-fPIE"}),
                Arguments.of((Object) new String[] {"-O1", "-pie", "-fPIE"}),
                Arguments.of((Object) new String[] {"-shared", "-fPIC"}),
                Arguments.of((Object) new String[] {"-shared", "-fPIC", "-fno-plt"}),
                Arguments.of((Object) new String[] {"-shared", "-fPIC", "-fcf-protection=full"}));
    }

    @ParameterizedTest
    @MethodSource("builds")
    void aRebuildIsTheSame(String[] flags) throws Exception {
        ObjectDiff diff = CompiledPair.compareAsIs(folder, BASE, BASE, flags);
        assertThat(changes(diff)).isEmpty();
        assertThat(diff.status()).isEqualTo(Status.UNCHANGED);
    }

    @ParameterizedTest
    @MethodSource("builds")
    void aFunctionThatGrowsMovesOthersButChangesNone(String[] flags) throws Exception {
        String grown = SOURCE.replace(
                        "SCALE", "if (x > 1000) { puts(\"a rather large number\"); x = x % 1000 + hidden / 3; }")
                .replace("FRESH", "");
        ObjectDiff diff = CompiledPair.compareAsIs(folder, BASE, grown, flags);
        assertThat(changes(diff)).containsExactly("CHANGED scale");
    }

    @ParameterizedTest
    @MethodSource("builds")
    void aNewFunctionWithAStringMovesOthersButChangesNone(String[] flags) throws Exception {
        String fresh =
                SOURCE.replace("SCALE", "").replace("FRESH", "int fresh(void) { return printf(\"%f fresh\", 77.75); }");
        ObjectDiff diff = CompiledPair.compareAsIs(folder, BASE, fresh, flags);
        assertThat(changes(diff)).containsExactly("ADDED fresh");
    }

    @ParameterizedTest
    @MethodSource("builds")
    void aChangedStringOrConstantIsSeen(String[] flags) throws Exception {
        ObjectDiff diff = CompiledPair.compareAsIs(
                folder, BASE, BASE.replace("\"three\"", "\"drei\"").replace("2.5", "2.75"), flags);
        assertThat(changes(diff)).containsExactly("CHANGED choose", "CHANGED ratio");
    }
}
