package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.model.ObjectDiff;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables beside the code, the kernel's and those of anybody's inline assembly: entries belong to the function they name. */
class SpecialSectionCaseTest {
    private static final String KERNEL = "static int traced __attribute__((section(\"__mcount_loc\"), used)) = 1;\n";
    private static final String FUNCTIONS = """
            FRESH
            __attribute__((noinline)) int before(int x) { ENTRY(1, 5) return x * 3; }
            __attribute__((noinline)) int edited(int x) { ENTRY(VALUE, LINE) return x / 7; }
            __attribute__((noinline)) int after(int x) { ENTRY(3, 9) return x - 11; }
            """;

    private static final String ALTERNATIVE = """
            #define ENTRY(value, line) __asm__ volatile("1: nop\\n" \
                ".pushsection .altinstr_replacement,\\"ax\\"\\n2: mov $" #value ",%%eax\\n3:\\n.popsection\\n" \
                ".pushsection .altinstructions,\\"a\\"\\n.long 1b-.\\n.long 2b-.\\n.word 7,0\\n.byte 1,3b-2b\\n.popsection" : : : "eax");
            """;
    private static final String BUG = """
            #define ENTRY(value, line) __asm__ volatile("1: nop\\n.pushsection __bug_table,\\"aw\\"\\n" \
                "2: .long 1b-.\\n.long %c0-.\\n.word " #line "\\n.word " #value "\\n.org 2b+12\\n.popsection" : : "i"("file.c"));
            """;
    private static final String JUMP = """
            extern int key[8];
            #define ENTRY(value, line) __asm__ volatile("1: nop\\n2:\\n.pushsection __jump_table,\\"aw\\"\\n" \
                ".long 1b-.\\n.long 2b-.\\n.quad key+" #value "-.\\n.popsection");
            """;
    private static final String EXCEPTION = """
            #define ENTRY(value, line) __asm__ volatile("1: nop\\n2: nop\\n.pushsection __ex_table,\\"a\\"\\n" \
                ".long 1b-.\\n.long 2b-.\\n.long " #value "\\n.popsection");
            """;
    private static final String OWN = """
            #define ENTRY(value, line) __asm__ volatile("1: nop\\n.pushsection my_probes,\\"a\\"\\n.quad 1b," #value "\\n.popsection");
            """;

    @TempDir
    Path folder;

    private static String macro(String table) {
        return switch (table) {
            case ".altinstructions" -> ALTERNATIVE;
            case "__bug_table" -> BUG;
            case "__jump_table" -> JUMP;
            case "__ex_table" -> EXCEPTION;
            default -> OWN;
        };
    }

    private static String with(String table, String fresh, String value, String line) {
        return KERNEL
                + macro(table)
                + FUNCTIONS.replace("FRESH", fresh).replace("VALUE", value).replace("LINE", line);
    }

    @ParameterizedTest
    @CsvSource({
        "gcc, SECTIONS, .altinstructions", "gcc, PLAIN_OBJECT, .altinstructions", "clang, SECTIONS, .altinstructions",
        "gcc, SECTIONS, __bug_table", "gcc, PLAIN_OBJECT, __bug_table", "clang, SECTIONS, __bug_table",
        "gcc, SECTIONS, __jump_table", "gcc, PLAIN_OBJECT, __jump_table", "clang, SECTIONS, __jump_table",
        "gcc, SECTIONS, __ex_table", "gcc, PLAIN_OBJECT, __ex_table", "clang, SECTIONS, __ex_table",
        "gcc, SECTIONS, my_probes", "gcc, PLAIN_OBJECT, my_probes", "clang, SECTIONS, my_probes"
    })
    void aChangedEntryChangesItsFunctionAndOthersThatMoveNone(String compiler, Form form, String table)
            throws Exception {
        Build build = new Build(compiler, form);
        ObjectDiff diff =
                build.compare(folder.resolve("changed"), with(table, "", "2", "7"), with(table, "", "4", "7"));
        assertThat(Told.changes(diff)).containsExactly("CHANGED edited");
        assertThat(Told.reasons(diff, "edited")).containsExactly("special-section-changed");
        assertThat(Told.change(diff, "edited").reasons().toString()).contains(table);
        ObjectDiff moved = build.compare(
                folder.resolve("moved"),
                with(table, "", "2", "7"),
                with(table, "int fresh(int x) { ENTRY(6, 1) return x * 5; }", "2", "7"));
        assertThat(Told.changes(moved)).containsExactly("ADDED fresh");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#objects")
    void anotherLineOfAWarningIsALineOnly(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, with("__bug_table", "", "2", "7"), with("__bug_table", "", "2", "8"));
        assertThat(Told.changes(diff)).isEmpty();
        assertThat(Told.reasons(diff, "edited")).containsExactly("line-number-only");
        assertThat(Told.change(diff, "edited").suppressed()).contains("line-number-only");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#objects")
    void recordsOfInlineAssemblyAreWarnedOf(Build build) throws Exception {
        String source = with("my_probes", "", "2", "7");
        ObjectDiff diff = build.compare(folder, source, source.replace("x / 7", "x / 9"));
        assertThat(Told.changes(diff)).containsExactly("CHANGED edited");
        assertThat(Told.findings(diff)).containsExactly("assembly-section edited");
    }
}
