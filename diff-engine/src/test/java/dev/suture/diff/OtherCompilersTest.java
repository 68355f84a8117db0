package dev.suture.diff;

import static dev.suture.diff.CompiledPair.changes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Reason;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What C++, aliases and AArch64 put into objects beside code: catch clauses, further names, pools of constants. */
class OtherCompilersTest {
    private static final String SECTIONS = "-ffunction-sections";
    private static final String ONE_SECTION = "-fno-function-sections";
    private static final String AARCH64 = "aarch64-linux-gnu-gcc";

    @TempDir
    Path folder;

    private static List<String> reasonIds(ObjectDiff diff) {
        return diff.changes().stream()
                .map(Change::reasons)
                .flatMap(List::stream)
                .map(Reason::id)
                .toList();
    }

    private static void assumeInstalled(String compiler) {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(p -> Files.isExecutable(Path.of(p, compiler)));
        assumeTrue(installed, "skipped: " + compiler + " is not installed");
    }

    @ParameterizedTest
    @ValueSource(strings = {SECTIONS, ONE_SECTION})
    void aFunctionThatCatchesAnotherTypeIsChangedThoughItsCodeIsTheSame(String sections) throws Exception {
        assumeInstalled("g++");
        String source = """
                struct A { int x; }; struct B { int x; };
                void risky();
                int first() { try { risky(); } catch (CAUGHT &) { return 1; } return 0; }
                int second() { try { risky(); } catch (A &) { return 5; } return 0; }
                int third() { try { risky(); } catch (B &) { return 6; } return 0; }
                """;
        ObjectDiff diff = CompiledPair.compareWith(
                "g++", folder, source.replace("CAUGHT", "A"), source.replace("CAUGHT", "B"), sections);
        // Each part that gcc makes of the function has a table of its own.
        assertThat(changes(diff)).contains("CHANGED _Z5firstv").allMatch(c -> c.startsWith("CHANGED _Z5firstv"));
        assertThat(reasonIds(diff)).containsOnly("exceptions-changed");
    }

    @ParameterizedTest
    @ValueSource(strings = {SECTIONS, ONE_SECTION})
    void exceptionTablesThatMoveAreNoChange(String sections) throws Exception {
        assumeInstalled("g++");
        String source = """
                struct G { ~G(); };
                void risky();
                FRESH
                int first() { try { risky(); } catch (int) { return 1; } return 0; }
                void second() { G guard; risky(); }
                """;
        ObjectDiff diff = CompiledPair.compareWith(
                "g++",
                folder,
                source.replace("FRESH", ""),
                source.replace("FRESH", "int fresh() { try { risky(); } catch (long) { return 7; } return 0; }"),
                sections);
        assertThat(changes(diff)).contains("ADDED _Z5freshv").noneMatch(c -> c.startsWith("CHANGED"));
    }

    @Test
    void aFunctionThatMayNoLongerThrowIsChangedThoughItsCodeIsTheSame() throws Exception {
        assumeInstalled("g++");
        String source = "void risky(); int first(int x) THROWS { risky(); return x; }";
        ObjectDiff diff = CompiledPair.compareWith(
                "g++", folder, source.replace("THROWS", ""), source.replace("THROWS", "noexcept"), SECTIONS);
        assertThat(changes(diff)).contains("CHANGED _Z5firsti");
        assertThat(reasonIds(diff)).contains("exceptions-changed");
    }

    @Test
    void aNameThatNowMeansAnotherFunctionIsToldOfTheOneThatLostIt() throws Exception {
        String source = """
                int one(void) { return 1; }
                int two(void) { return 2; }
                int service(void) __attribute__((alias("WHICH")));
                """;
        ObjectDiff diff = CompiledPair.compare(folder, source.replace("WHICH", "one"), source.replace("WHICH", "two"));
        assertThat(changes(diff)).containsExactly("CHANGED one");
        assertThat(reasonIds(diff)).containsExactly("alias-gone");
        assertThat(diff.findings()).extracting(Finding::id).containsExactly("alias-gone");
    }

    @Test
    void aFurtherNameIsNoChangeOfTheFunction() throws Exception {
        String source = "int one(void) { return 1; } MORE";
        ObjectDiff diff = CompiledPair.compare(
                folder,
                source.replace("MORE", ""),
                source.replace("MORE", "int service(void) __attribute__((alias(\"one\")));"));
        assertThat(changes(diff)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {SECTIONS, ONE_SECTION})
    void aPoolOfConstantsBehindAnAArch64FunctionBelongsToIt(String sections) throws Exception {
        assumeInstalled(AARCH64);
        String source = "double f(double x) { return x * FACTOR; } double g(double x) { return x * 1.3; }";
        ObjectDiff diff = CompiledPair.compareWith(
                AARCH64,
                folder,
                source.replace("FACTOR", "2.7182"),
                source.replace("FACTOR", "2.7183"),
                sections,
                "-mpc-relative-literal-loads");
        assertThat(changes(diff)).containsExactly("CHANGED f");
    }

    @Test
    void aLambdaThatIsRenumberedIsNotTakenForTheOtherOne() throws Exception {
        assumeInstalled("g++");
        String source = """
                #include <functional>
                std::function<int(int)> make(int k) { MORE return [k](int x) { return x * k; }; }
                """;
        ObjectDiff diff = CompiledPair.compareWith(
                "g++",
                folder,
                source.replace("MORE", ""),
                source.replace("MORE", "if (k == 3) return [k](int x) { return x - k; };"),
                SECTIONS);
        assertThat(diff.findings()).extracting(Finding::id).contains("lambda-uncertain");
        assertThat(diff.patchable()).isFalse();
    }

    @Test
    void aDescriptorOfAKernelMessageThatOnlyMovedIsSetAside() throws Exception {
        String source = """
                struct desc { const char *func; unsigned line:18; unsigned flags:8; }; void emit(struct desc *);
                static int traced __attribute__((section("__mcount_loc"), used)) = 1;
                int f(int x) { MORE return x * 77 - 3; }
                int g(int x) {
                    static struct desc descriptor __attribute__((section("__dyndbg"), used)) = {__func__, __LINE__, 0};
                    if (descriptor.flags) emit(&descriptor);
                    return x;
                }
                """;
        ObjectDiff diff = CompiledPair.compareWith(
                "gcc",
                folder,
                source.replace("MORE", ""),
                source.replace("MORE", "\n x ^= 5;\n"),
                SECTIONS,
                "-fdata-sections");
        assertThat(diff.changes().stream().filter(Change::counts).map(Change::name))
                .containsExactly("f");
        assertThat(diff.findings()).isEmpty();
    }

    @Test
    void textBehindASwitchTableOfALinkedFileIsNoPartOfIt() throws Exception {
        String source = """
                #include <stdio.h>
                __attribute__((noinline)) void grow(int x) { GROW }
                int sw(int x) { switch (x) { case 0: return puts("zero"); case 1: return puts("one"); case 2: return x * 77;
                    case 3: return puts("three"); case 4: return printf("%d", x); case 5: return puts("five");
                    case 6: return getchar(); } return 9; }
                """;
        ObjectDiff diff = CompiledPair.compareAsIs(
                folder,
                source.replace("GROW", ""),
                source.replace("GROW", "printf(\"a new one, %d\", x); puts(\"'is out of range'\");"),
                "-shared",
                "-fPIC");
        assertThat(changes(diff)).containsExactly("CHANGED grow");
    }
}
