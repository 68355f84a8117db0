package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clones gcc makes for optimisation: they come, go and are renumbered with code elsewhere. */
class CloneCaseTest {
    private static final String FLAGS = "-fno-inline";

    @TempDir
    Path folder;

    private static final String CONSTANT = """
            #include <stdio.h>
            FRESH
            static int work(int x, int mode) { if (mode == 3) return x * 5 + printf("%d\\n", x); return x - mode; }
            int first(int x) { return work(x, MODE) + 1; }
            int second(int x) { return work(x + 9, 3) - 1; }
            """;

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#gcc")
    void aCloneThatVanishesIsGoneAndItsFunctionIsThere(Build build) throws Exception {
        String base = CONSTANT.replace("FRESH", "");
        ObjectDiff diff = build.compare(folder, base.replace("MODE", "3"), base.replace("MODE", "x"), FLAGS);
        assertThat(Told.changes(diff)).contains("CHANGED first", "ADDED work", "DELETED work.constprop.0");
        assertThat(Told.change(diff, "work.constprop.0").parent()).contains("work");
        assertThat(Told.reasons(diff, "work.constprop.0")).contains("clone-gone");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#gcc")
    void aCloneThatAppearsHasItsFunctionAndItsReason(Build build) throws Exception {
        String base = CONSTANT.replace("FRESH", "");
        ObjectDiff diff = build.compare(folder, base.replace("MODE", "x"), base.replace("MODE", "3"), FLAGS);
        assertThat(Told.changes(diff)).contains("CHANGED first", "DELETED work", "ADDED work.constprop.0");
        assertThat(Told.reasons(diff, "work.constprop.0")).contains("clone-new");
        assertThat(Told.change(diff, "work.constprop.0").because()).hasSize(2).endsWith("work.constprop.0");
    }

    private static final String TWO_CLONES = """
            int sink(int); int seen;
            FRESH
            static int __attribute__((noinline)) work(int x, int a, int b) { if (a == b) return sink(x + a); seen += b; return sink(x * b - a); }
            int first(int x) { return work(x, 3, 4) + 1; }
            int second(int x) { return work(x + 9, 3, 4) - work(x, x, 4) + SECOND; }
            int third(int x) { return work(x - 9, x, 8); }
            int __attribute__((noinline)) sink(int x) { __asm__ volatile("" : "+r"(x)); return x; }
            """;

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#gcc")
    void renumberedClonesArePairedByWhoCallsThem(Build build) throws Exception {
        String base = TWO_CLONES.replace("SECOND", "1").replace("FRESH", "");
        ObjectDiff diff = build.compare(
                folder,
                base,
                TWO_CLONES.replace("SECOND", "1").replace("FRESH", "int fresh(int x) { return sink(x) / 3; }"),
                "-fipa-cp-clone");
        assertThat(Told.changes(diff)).containsExactly("ADDED fresh");
    }

    private static final String SPLIT = """
            #include <stdio.h>
            #include <stdlib.h>
            static void __attribute__((cold)) fail(const char *t, int x) { fprintf(stderr, t, x); abort(); }
            double first(int x, double y) { EDIT if (__builtin_expect(x == 3, 0)) fail("TEXT %d\\n", x); return y * 2.5; }
            int second(int x) { if (__builtin_expect(x == 9, 0)) fail("second %d\\n", x); return x * 9; }
            """;

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#gcc")
    void aColdPartThatChangesTakesItsFunctionWithIt(Build build) throws Exception {
        String base = SPLIT.replace("EDIT", "");
        ObjectDiff diff = build.compare(folder, base.replace("TEXT", "one"), base.replace("TEXT", "two"));
        assertThat(Told.changes(diff)).containsExactly("CHANGED first", "CHANGED first.cold");
        assertThat(Told.reasons(diff, "first")).containsExactly("cold-part-changed");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#gcc")
    void aColdPartThatComesOrGoesBelongsToItsFunction(Build build) throws Exception {
        String plain = SPLIT.replace("TEXT", "one").replace("EDIT", "");
        String hot = plain.replace("__builtin_expect(x == 3, 0)", "0");
        ObjectDiff come = build.compare(folder.resolve("come"), hot, plain);
        assertThat(Told.changes(come)).containsExactly("CHANGED first", "ADDED first.cold");
        assertThat(Told.change(come, "first.cold").because()).containsExactly("first", "first.cold");
        assertThat(Told.reasons(come, "first.cold")).contains("clone-new");
        ObjectDiff gone = build.compare(folder.resolve("gone"), plain, hot);
        assertThat(Told.changes(gone)).containsExactly("CHANGED first", "DELETED first.cold");
        assertThat(Told.reasons(gone, "first.cold")).contains("clone-gone");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#gcc")
    void aFunctionThatTakesThePiecesOfItsParameterIsACloneOfItself(Build build) throws Exception {
        String source = """
                struct pair { int one, other; };
                int sink(int); int keep(struct pair *);
                static __attribute__((noinline)) int work(struct pair *p, int x) { USE return sink(p->one) + x; }
                int first(int x) { struct pair p = {x, 3}; return work(&p, x * 7) + work(&p, x - 1); }
                int __attribute__((noinline)) sink(int x) { __asm__ volatile("" : "+r"(x)); return x; }
                int __attribute__((noinline)) keep(struct pair *p) { __asm__ volatile("" : : "r"(p) : "memory"); return 1; }
                """;
        ObjectDiff diff = build.compare(
                folder, source.replace("USE", "keep(p);"), source.replace("USE", ""), "-fno-semantic-interposition");
        assertThat(Told.changes(diff)).contains("CHANGED first", "DELETED work");
        // In a library it may be a clone of a clone.
        String clone = diff.changes().stream()
                .map(Change::name)
                .filter(n -> n.endsWith(".isra.0"))
                .findFirst()
                .orElseThrow();
        assertThat(Told.reasons(diff, clone)).containsExactly("added", "clone-new");
        assertThat(Told.change(diff, clone).parent()).contains("work");
        assertThat(Told.reasons(diff, "work")).contains("clone-only");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#gcc")
    void aPartThatIsSplitOffIsToldWithItsFunction(Build build) throws Exception {
        String source = """
                int sink(int); int keep(int, int);
                int work(int *p, int x) {
                    if (!p) return 0;
                    for (int i = 0; i < x; i++) { p[i] = sink(i) * EDIT; keep(p[i], x); sink(p[i]); keep(i, x * 3); }
                    return sink(x) + keep(x, p[0]);
                }
                int first(int *p, int x) { return work(p, x) + 1; }
                int second(int *p, int x) { return work(p + 3, x * 3) - 1; }
                int __attribute__((noinline)) sink(int x) { __asm__ volatile("" : "+r"(x)); return x; }
                int __attribute__((noinline)) keep(int x, int y) { __asm__ volatile("" : "+r"(x), "+r"(y)); return x + y; }
                """;
        ObjectDiff diff = build.compare(
                folder, source.replace("EDIT", "5"), source.replace("EDIT", "7"), "-fno-semantic-interposition");
        assertThat(Told.changes(diff)).containsExactly("CHANGED work.part.0");
        assertThat(Told.change(diff, "work.part.0").parent()).contains("work");
    }
}
