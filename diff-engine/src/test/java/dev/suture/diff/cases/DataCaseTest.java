package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.model.ObjectDiff;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Data: their values, sizes, places and symbols. */
class DataCaseTest {
    private static final String SOURCE = """
            int limit = 5; char room[8]; const int table[4] = {1, 2, 3, 4}; const char *text = "first";
            int plain = 3; int zero; static int own[3] = {7, 8, 9};
            int use(int i) { return limit + room[i] + table[i] + text[i] + plain + zero + own[i]++; }
            """;

    @TempDir
    Path folder;

    private ObjectDiff edit(Build build, String from, String to) throws Exception {
        return build.compare(folder, SOURCE, SOURCE.replace(from, to));
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aChangedInitialiser(Build build) throws Exception {
        ObjectDiff diff = edit(build, "limit = 5", "limit = 6");
        assertThat(Told.changes(diff)).containsExactly("CHANGED limit");
        assertThat(Told.reasons(diff, "limit")).containsExactly("value-changed");
        assertThat(Told.findings(diff)).containsExactly("data-changed limit");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aChangedConstantTable(Build build) throws Exception {
        ObjectDiff diff = edit(build, "{1, 2, 3, 4}", "{1, 2, 3, 5}");
        assertThat(Told.changes(diff)).containsExactly("CHANGED table");
        assertThat(Told.findings(diff)).containsExactly("data-changed table");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aPointerToAnotherText(Build build) throws Exception {
        ObjectDiff diff = edit(build, "\"first\"", "\"other\"");
        assertThat(Told.changes(diff)).containsExactly("CHANGED text");
        assertThat(Told.reasons(diff, "text")).containsExactly("refers-to-new", "refers-no-more");
        assertThat(Told.change(diff, "text").reasons().toString()).contains("\"first\"", "\"other\"");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void anotherSize(Build build) throws Exception {
        ObjectDiff diff = edit(build, "room[8]", "room[16]");
        assertThat(Told.changes(diff)).containsExactly("CHANGED room");
        assertThat(Told.reasons(diff, "room")).contains("size-changed");
        assertThat(Told.findings(diff)).containsExactly("data-size-changed room");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void zerosThatGetAValueAndBack(Build build) throws Exception {
        ObjectDiff diff = edit(build, "int zero;", "int zero = 4;");
        assertThat(Told.changes(diff)).containsExactly("CHANGED zero");
        assertThat(Told.reasons(diff, "zero")).startsWith("value-changed");
        diff = edit(build, "plain = 3", "plain = 0");
        assertThat(Told.changes(diff)).containsExactly("CHANGED plain");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void anotherSection(Build build) throws Exception {
        ObjectDiff diff = edit(build, "int plain", "__attribute__((section(\".special\"))) int plain");
        assertThat(Told.changes(diff)).containsExactly("CHANGED plain");
        assertThat(Told.reasons(diff, "plain")).containsExactly("section-changed");
        assertThat(Told.findings(diff)).containsExactly("data-section-changed plain");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#objects")
    void anotherAlignment(Build build) throws Exception {
        ObjectDiff diff = edit(build, "int plain", "__attribute__((aligned(64))) int plain");
        if (build.form() == Form.SECTIONS) {
            assertThat(Told.changes(diff)).containsExactly("CHANGED plain");
            assertThat(Told.reasons(diff, "plain")).containsExactly("alignment-changed");
        } else {
            // The section's alignment is that of its strictest datum; whose it is, no file says.
            assertThat(Told.changes(diff)).allMatch(c -> c.startsWith("CHANGED"));
        }
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aDatumThatBecomesConstant(Build build) throws Exception {
        ObjectDiff diff = edit(build, "int plain", "const int plain");
        assertThat(Told.changes(diff)).contains("CHANGED plain");
        assertThat(Told.reasons(diff, "plain")).contains("section-changed");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void threadLocals(Build build) throws Exception {
        String source = """
                static __thread int mine = 3; __thread int ours; MORE
                int *get(void) { return &mine; } int *get_ours(void) { return &ours; }
                """;
        String base = source.replace("MORE", "");
        ObjectDiff added = build.compare(
                folder.resolve("added"),
                base,
                source.replace("MORE", "__thread int fresh = 9; int *get_fresh(void) { return &fresh; }"));
        assertThat(Told.changes(added)).containsExactly("ADDED get_fresh", "ADDED fresh");
        assertThat(Told.findings(added)).containsExactly("tls-added fresh");
        ObjectDiff changed = build.compare(folder.resolve("changed"), base, base.replace("mine = 3", "mine = 4"));
        assertThat(Told.changes(changed)).containsExactly("CHANGED mine");
        assertThat(Told.findings(changed)).containsExactly("tls-changed mine");
        ObjectDiff converted =
                build.compare(folder.resolve("converted"), base, base.replace("__thread int ours", "int ours"));
        assertThat(Told.changes(converted)).containsExactly("CHANGED get_ours", "CHANGED ours");
        assertThat(Told.reasons(converted, "ours")).contains("type-changed");
        assertThat(Told.findings(converted)).contains("tls-changed ours");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void indirectFunctions(Build build) throws Exception {
        String source = """
                static int fast(int x) { return x * 3; } static int slow(int x) { return x + x + x; }
                typedef int (*worker)(int);
                static worker choose(void) { return CHOICE; }
                int work(int x) __attribute__((ifunc("choose")));
                worker all[] = {fast, slow};
                """;
        ObjectDiff diff = build.compare(folder, source.replace("CHOICE", "fast"), source.replace("CHOICE", "slow"));
        assertThat(Told.changes(diff)).hasSize(1).first().asString().startsWith("CHANGED ");
        assertThat(diff.findings()).extracting("id").contains("ifunc");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void bindingOfAFunctionAndADatum(Build build) throws Exception {
        String source = """
                FUNCTION __attribute__((noinline, used)) int f(int x) { return x / 3 + 7; }
                DATUM __attribute__((used)) int d = 7;
                int g(int x) { return x; }
                """;
        String global = source.replace("FUNCTION", "").replace("DATUM", "");
        ObjectDiff weak = build.compare(
                folder.resolve("weak"),
                global,
                source.replace("FUNCTION", "__attribute__((weak))").replace("DATUM", "__attribute__((weak))"));
        assertThat(Told.changes(weak)).containsExactly("CHANGED f", "CHANGED d");
        assertThat(Told.reasons(weak, "f")).containsExactly("binding-changed");
        assertThat(Told.reasons(weak, "d")).containsExactly("binding-changed");
        assertThat(Told.findings(weak)).containsExactlyInAnyOrder("symbol-changed f", "symbol-changed d");
        ObjectDiff local = build.compare(
                folder.resolve("local"),
                global,
                source.replace("FUNCTION", "static").replace("DATUM", "static"));
        assertThat(Told.changes(local)).containsExactly("CHANGED f", "CHANGED d");
        assertThat(Told.reasons(local, "f")).contains("binding-changed");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void visibilityOfAFunctionAndADatum(Build build) throws Exception {
        String source = """
                FUNCTION __attribute__((noinline)) int f(int x) { return x / 3 + 7; }
                DATUM int d = 7;
                int g(int x) { return x; }
                """;
        ObjectDiff diff = build.compare(
                folder,
                source.replace("FUNCTION", "").replace("DATUM", ""),
                source.replace("FUNCTION", "__attribute__((visibility(\"hidden\")))")
                        .replace("DATUM", "__attribute__((visibility(\"hidden\")))"));
        assertThat(Told.changes(diff)).containsExactly("CHANGED f", "CHANGED d");
        // The linker makes hidden symbols local (ELF gABI, "Symbol Visibility").
        String[] reasons = {build.form() == Form.SHARED_LIBRARY ? "binding-changed" : "visibility-changed"};
        assertThat(Told.reasons(diff, "f")).contains(reasons);
        assertThat(Told.reasons(diff, "d")).contains(reasons);
        assertThat(Told.findings(diff)).containsExactlyInAnyOrder("symbol-changed f", "symbol-changed d");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aPointerTableWhoseTargetsMovedIsUnchanged(Build build) throws Exception {
        String source = """
                FRESH
                static int one(int x) { return x + 1; }
                static int two(int x) { return x + 2; }
                static int numbers[4] = {1, 2, 3, 4};
                int (*const table[])(int) = {one, two};
                const char *const texts[] = {"alpha", "beta"};
                int *places[] = {numbers, END &numbers[2]};
                int use(int i) { return numbers[i] + *places[i]; }
                """;
        // Behind an array's end lies what is next: in linked files nothing tells a pointer there from one to that.
        source = source.replace("END", build.form().isLinked() ? "" : "numbers + 4,");
        ObjectDiff diff = build.compare(
                folder,
                source.replace("FRESH", ""),
                source.replace(
                        "FRESH",
                        "int more[3] = {9, 9, 9}; const char *fresh(int x) { return x > 3 ? \"aaa\" : \"bbbbbb\"; }"));
        assertThat(Told.changes(diff)).containsExactly("ADDED fresh", "ADDED more");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aPointerTableThatPointsElsewhereIsChanged(Build build) throws Exception {
        String source = """
                static int one(int x) { return x + 1; }
                static int two(int x) { return x + 2; }
                int numbers[4] = {1, 2, 3, 4};
                int (*const table[])(int) = {ORDER};
                int *ends[] = {numbers, numbers + INDEX};
                """;
        ObjectDiff diff = build.compare(
                folder,
                source.replace("ORDER", "one, two").replace("INDEX", "2"),
                source.replace("ORDER", "two, one").replace("INDEX", "3"));
        assertThat(Told.changes(diff)).containsExactly("CHANGED ends", "CHANGED table");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void constructors(Build build) throws Exception {
        String source = """
                int ready;
                __attribute__((constructor)) static void start(void) { __asm__ volatile("" : "=r"(ready) : "0"(1)); }
                static void __attribute__((used)) other(void) { ready = 2; }
                MORE
                """;
        ObjectDiff diff = build.compare(
                folder,
                source.replace("MORE", ""),
                source.replace(
                        "MORE",
                        "__attribute__((constructor)) static void more(void) { __asm__ volatile(\"\" : \"=r\"(ready) : \"0\"(7)); }"));
        assertThat(Told.changes(diff)).contains("ADDED more");
        assertThat(diff.findings()).extracting("id").contains("constructor-changed");
        ObjectDiff edited = build.compare(
                folder.resolve("edited"),
                source.replace("MORE", ""),
                source.replace("MORE", "").replace("(1)", "(11)"));
        assertThat(Told.changes(edited)).containsExactly("CHANGED start");
        assertThat(Told.findings(edited)).containsExactly("initialiser-changed start");
        assertThat(diff.findings()).extracting("id").contains("constructor-changed");
    }
}
