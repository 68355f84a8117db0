package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Filters, layouts and readable names of {@code suture diff}. */
class DiffViewTest {
    private static final String BASE = """
            extern "C" int other(int);
            namespace fare {
            int limit = 5;
            int check(int x) { return x > limit ? other(x - 1) : x; }
            int gone(int x) { return other(x) ^ 7; }
            }
            """;
    private static final String PATCHED = """
            extern "C" int other(int);
            namespace fare {
            int limit = 6;
            int check(int x) { return x > limit + 3 ? other(x - 2) : x; }
            int fresh(int x) { return other(x) | 9; }
            }
            """;

    @TempDir
    Path folder;

    private Path base;
    private Path patched;

    @BeforeEach
    void compile() throws Exception {
        base = Compiler.cxxObject(folder.resolve("base/code.o"), BASE);
        patched = Compiler.cxxObject(folder.resolve("patched/code.o"), PATCHED);
    }

    private CommandRun diff(String... more) {
        List<String> args = new ArrayList<>(List.of("diff", base.toString(), patched.toString()));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new));
    }

    /** Numbers depend on the compiler. */
    private static String normalised(CommandRun run) {
        return run.lines().stream()
                .map(l -> l.replaceAll("\\b\\d+( → \\d+)? bytes", "N bytes"))
                .map(l -> l.replaceAll("N bytes on both sides", "N bytes"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void textIsAsItAlwaysWas() {
        CommandRun run = diff();
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(normalised(run)).isEqualTo("""
                code.o
                  - function fare::gone(int)  N bytes  _ZN4fare4goneEi
                  ~ function fare::check(int)  N bytes  _ZN4fare5checkEi
                      The instructions differ (N bytes).
                  + function fare::fresh(int)  N bytes  _ZN4fare5freshEi
                  ~ data     fare::limit  N bytes  _ZN4fare5limitE
                      Its initial value differs.
                  ! BLOCKER data-changed  The initial value of existing data fare::limit changed; running processes already hold it, perhaps modified.
                      → Leave fare::limit as it is and let the patched code use a new variable or constant instead.
                  ! WARNING function-deleted  Function fare::gone(int) is gone from the patched build; the running process keeps it.
                      → Nothing, if no other object refers to it.
                functions: 1 changed, 1 added, 1 deleted; data: 1 changed, 0 added, 0 deleted; 0 unchanged in 1 compared objects, 0 identical objects. No hot patch can be made of this.
                """);
    }

    @Test
    void filtersByStatusKindReasonFindingSeverityAndText() throws Exception {
        assertThat(names("status:added kind:function")).containsExactly("fare::fresh(int)");
        assertThat(names("status:added,deleted")).containsExactlyInAnyOrder("fare::fresh(int)", "fare::gone(int)");
        assertThat(names("-kind:function")).containsExactly("fare::limit");
        assertThat(names("reason:code-changed")).containsExactly("fare::check(int)");
        assertThat(names("severity:blocker")).containsExactly("fare::limit");
        assertThat(names("finding:function-deleted")).containsExactly("fare::gone(int)");
        assertThat(names("FARE::CHECK")).containsExactly("fare::check(int)");
        assertThat(names("section:.data")).containsExactly("fare::limit");
        assertThat(names("\"no such thing\"")).isEmpty();
        assertThat(names("suppressed:any")).isEmpty();
    }

    private List<String> names(String filter) throws Exception {
        CommandRun run = diff("--format", "json", "--filter", filter);
        assertThat(run.exitCode()).as("a filter changes what is shown only").isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.at("/summary/functions/changed").asInt()).isEqualTo(1);
        assertThat(json.path("filter").asText()).isEqualTo(filter);
        return json.at("/objects/0/changes").findValuesAsText("demangled");
    }

    @Test
    void checkJudgesTheWholeWhateverTheFilterShows() {
        CommandRun run = diff("--filter", "status:added", "--check");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.lines()).contains("1 of 4 changes shown (filter: status:added).");
        assertThat(run.out()).doesNotContain("BLOCKER").contains("No hot patch can be made of this.");
    }

    @Test
    void badFiltersSayWhatCouldStandThere() {
        assertThat(diff("--filter", "status:edited").err())
                .contains("status:edited")
                .contains("changed, added, deleted");
        assertThat(diff("--filter", "colour:red").err()).contains("'colour'").contains("severity");
        assertThat(diff("--filter", "\"open").err()).contains("quote");
        assertThat(diff("--filter", "\"open").exitCode()).isEqualTo(2);
    }

    @Test
    void findsFunctionsByTheirReadableNames() {
        for (String name : List.of(
                "fare::check",
                "fare::check(int)",
                "_ZN4fare5checkEi",
                "code.o:fare::check",
                "code.o:_ZN4fare5checkEi")) {
            CommandRun run = diff("--function", name);
            assertThat(run.exitCode()).as(name).isEqualTo(1);
            assertThat(run.lines()).first().isEqualTo("function fare::check(int) (code.o)");
        }
        assertThat(diff("--function", "fare::che").exitCode()).isEqualTo(2);
    }

    @Test
    void unifiedRowsReadLikeADiff() {
        List<String> lines = diff("--function", "fare::check", "--unified").lines();
        assertThat(lines.stream().skip(1)).allMatch(l -> l.matches(" [ +-] ([ 0-9a-f]{4})  ([ 0-9a-f]{4})  \\S.*"));
        assertThat(lines).anyMatch(l -> l.startsWith(" - ")).anyMatch(l -> l.startsWith(" + "));
        List<String> folded =
                diff("--function", "fare::check", "--unified", "--context", "0").lines();
        assertThat(folded).anyMatch(l -> l.matches("    \\.\\.\\. \\d+ unchanged rows?"));
        assertThat(folded.stream().filter(l -> l.startsWith("   ") && !l.contains("...")))
                .isEmpty();
        assertThat(diff("--unified", "--side-by-side").exitCode()).isEqualTo(2);
    }

    @Test
    void aLayoutAloneShowsTheRowsOfEveryChange() {
        assertThat(diff("--unified").lines())
                .anyMatch(l -> l.startsWith(" - "))
                .anyMatch(l -> l.contains("05 00 00 00"))
                .contains("  + function fare::fresh(int)  %s"
                        .formatted(diff().lines().stream()
                                .filter(l -> l.contains("fare::fresh"))
                                .findFirst()
                                .orElseThrow()
                                .replaceFirst(".*\\(int\\)  ", "")));
    }

    @Test
    void jsonRowsOfANameThatSeveralObjectsHave() throws Exception {
        for (String object : List.of("one.o", "two.o")) {
            Compiler.object(folder.resolve("b/" + object), "int twice(int x) { return x * 2; }\n");
            Compiler.object(folder.resolve("p/" + object), "int twice(int x) { return x * 3; }\n");
        }
        String[] args = {
            "diff", folder.resolve("b").toString(), folder.resolve("p").toString(), "--format", "json", "--function", ""
        };
        args[6] = "twice";
        JsonNode both = new ObjectMapper().readTree(CommandRun.of(args).out());
        assertThat(both.path("object").asText()).isEqualTo("one.o");
        assertThat(both.at("/others/0/object").asText()).isEqualTo("two.o");
        args[6] = "two.o:twice";
        JsonNode second = new ObjectMapper().readTree(CommandRun.of(args).out());
        assertThat(second.path("object").asText()).isEqualTo("two.o");
        assertThat(second.has("others")).isFalse();
    }

    @Test
    void pairsTheMembersOfTwoArchives() throws Exception {
        for (String side : List.of("base", "patched")) {
            Process ar = new ProcessBuilder(
                            "ar",
                            "rc",
                            folder.resolve(side + ".a").toString(),
                            folder.resolve(side + "/code.o").toString())
                    .inheritIO()
                    .start();
            assertThat(ar.waitFor()).isZero();
        }
        CommandRun archives = CommandRun.of(
                "diff",
                folder.resolve("base.a").toString(),
                folder.resolve("patched.a").toString());
        assertThat(archives.exitCode()).isEqualTo(1);
        assertThat(normalised(archives)).isEqualTo(normalised(diff()));
    }

    @Test
    void setsAsideWhatDiffersInLineNumbersOnlyIfAskedTo() throws Exception {
        String code = "void warn(int line);\nint f(int x) { if (x < 0) warn(__LINE__); return x; }\n";
        Path one = Compiler.object(folder.resolve("l/one.o"), code, "-g");
        Path other = Compiler.object(folder.resolve("m/one.o"), "\n\n\n" + code, "-g");
        CommandRun counted = CommandRun.of("diff", one.toString(), other.toString(), "--no-line-number-filter");
        assertThat(counted.exitCode()).isEqualTo(1);
        assertThat(counted.out()).contains("~ function f").doesNotContain("set aside");
        CommandRun aside = CommandRun.of("diff", one.toString(), other.toString(), "--line-number-filter");
        assertThat(aside.out()).contains("set aside by the filter ");
    }
}
