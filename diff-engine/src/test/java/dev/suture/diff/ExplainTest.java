package dev.suture.diff;

import static dev.suture.diff.CompiledPair.changes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Reason;
import dev.suture.diff.model.Status;
import dev.suture.elf.ElfFile;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why changes are there. */
class ExplainTest {
    @TempDir
    Path folder;

    private static Change change(ObjectDiff diff, String name) {
        return diff.changes().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> reasonIds(Change change) {
        return change.reasons().stream().map(Reason::id).toList();
    }

    private static final String ASSERTS = """
            #include <assert.h>
            #include <stdio.h>
            FRESH
            int f(int x) {
                assert(x > 0);
                puts("f");
                assert(x < 1000);
                return x * 2;
            }
            int g(int x) { return x + 1; }
            """;

    @Test
    void shiftedLinesAreToldFromEdits() throws Exception {
        ObjectDiff diff = CompiledPair.compare(
                folder, ASSERTS.replace("FRESH", ""), ASSERTS.replace("FRESH", "/* a comment\n of\n three lines */"));
        assertThat(changes(diff)).containsExactly("CHANGED f");
        assertThat(reasonIds(change(diff, "f"))).containsExactly("line-number-only");
        assertThat(diff.status()).isEqualTo(Status.CHANGED);
    }

    @Test
    void anEditThatMovesLinesTooIsNoShift() throws Exception {
        ObjectDiff diff = CompiledPair.compare(
                folder,
                ASSERTS.replace("FRESH", ""),
                ASSERTS.replace("FRESH", "\n\n").replace("x < 1000", "x < 1003"));
        assertThat(reasonIds(change(diff, "f"))).startsWith("code-changed");
    }

    @Test
    void theLineNumberFilterSetsAsideVisibly() throws Exception {
        List<String> flags = List.of("-ffunction-sections", "-fdata-sections");
        Path one = CompiledPair.compile(folder.resolve("base"), ASSERTS.replace("FRESH", ""), flags);
        Path other = CompiledPair.compile(folder.resolve("patched"), ASSERTS.replace("FRESH", "\n\n"), flags);
        DiffOptions options = new DiffOptions(DiffOptions.LineNumberFilter.ON);
        ObjectDiff diff =
                new DiffEngine(UserspaceRules.all(), options).compare("unit.o", ElfFile.open(one), ElfFile.open(other));
        assertThat(diff.status()).isEqualTo(Status.UNCHANGED);
        assertThat(change(diff, "f").suppressed()).contains("line-number-only");
    }

    @Test
    void anEditedFunctionThatIsInlinedIsNamedInItsCallers() throws Exception {
        String source = """
                int price(int x) { return x * FACTOR + 3; }
                int total(int x) { return price(x) + price(x + 1); }
                int other(int x) { return x - 1; }
                """;
        ObjectDiff diff = CompiledPair.compare(folder, source.replace("FACTOR", "5"), source.replace("FACTOR", "7"));
        assertThat(changes(diff)).containsExactly("CHANGED price", "CHANGED total");
        assertThat(reasonIds(change(diff, "total"))).startsWith("inlined-callee");
        assertThat(change(diff, "total").reasons().getFirst().text()).contains("price");
        assertThat(change(diff, "total").because()).containsExactly("price", "total");
        assertThat(change(diff, "price").because()).isEmpty();
    }

    @Test
    void anEditedFunctionWithoutACopyOfItsOwnIsNamedToo() throws Exception {
        String source = """
                extern int log_it(int);
                static int limit(int x) { if (x > LIMIT) return log_it(x); return x + 1; }
                int first(int x) { return limit(x * 3) + 2; }
                """;
        ObjectDiff diff = CompiledPair.compare(folder, source.replace("LIMIT", "300"), source.replace("LIMIT", "301"));
        assertThat(changes(diff)).containsExactly("CHANGED first");
        assertThat(reasonIds(change(diff, "first"))).startsWith("inlined-callee");
        assertThat(change(diff, "first").because()).containsExactly("limit", "first");
    }

    @Test
    void aCopyThatVanishesByInliningIsExplained() throws Exception {
        String source = """
                ATTRIBUTE static int half(int x) { return x / 2 + 1; }
                int first(int x) { return half(x); }
                int second(int x) { return half(x + 7); }
                """;
        ObjectDiff diff = CompiledPair.compare(
                folder, source.replace("ATTRIBUTE", "__attribute__((noinline))"), source.replace("ATTRIBUTE", ""));
        assertThat(change(diff, "half").status()).isEqualTo(Status.DELETED);
        assertThat(reasonIds(change(diff, "half"))).startsWith("inlined-everywhere");
        assertThat(reasonIds(change(diff, "first"))).contains("newly-inlined");
    }

    @Test
    void aRenameIsOffered() throws Exception {
        String source = """
                #include <stdio.h>
                int NAME(int x) { for (int i = 0; i < x; i++) printf("%d of %d\\n", i, x); return x * 77; }
                """;
        ObjectDiff diff =
                CompiledPair.compare(folder, source.replace("NAME", "count_up"), source.replace("NAME", "count"));
        assertThat(changes(diff)).containsExactly("ADDED count", "DELETED count_up");
        assertThat(reasonIds(change(diff, "count"))).contains("renamed");
        assertThat(change(diff, "count").pass()).contains("content-hash");
        assertThat(change(diff, "count").similarity()).isEqualTo(1);
        assertThat(change(diff, "count_up").reasons().toString()).contains("renamed to count");
    }

    @Test
    void whatIsNewHasAChainBackToTheEditedFunction() throws Exception {
        String source = """
                HELPERS
                int edited(int x) { return CALL; }
                """;
        ObjectDiff diff = CompiledPair.compare(
                folder,
                source.replace("HELPERS", "").replace("CALL", "x"),
                source.replace("HELPERS", """
                                static int state;
                                static __attribute__((noinline)) int inner(int x) { return state += x; }
                                static __attribute__((noinline)) int outer(int x) { return inner(x * 2) * 3; }""").replace("CALL", "outer(x)"));
        assertThat(change(diff, "outer").because()).containsExactly("edited", "outer");
        assertThat(change(diff, "inner").because()).containsExactly("edited", "outer", "inner");
        assertThat(change(diff, "state").because()).containsExactly("edited", "outer", "inner", "state");
    }
}
