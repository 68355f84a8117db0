package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final String EVIL_NAME = "<img src=x onerror=alert(1)>&\"'.o";
    private static final Pattern ROWS =
            Pattern.compile("<script type=\"application/json\" class=\"data\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile("<(/?)([a-zA-Z][a-zA-Z0-9]*)(?:\\s[^<>]*)?>");
    private static final Set<String> VOID = Set.of("meta", "input");

    @TempDir
    Path folder;

    @BeforeEach
    void compile() throws Exception {
        String code = """
                const char *say(int x) { return x > %d ? "%s" : "no"; }
                int limit = %d;
                int %s(int x) { return x * limit; }
                """;
        object("base", code.formatted(4, "</script><b>base", 5, "gone"));
        object("patched", code.formatted(7, "</script><!--<b>patched", 6, "come"));
    }

    private void object(String side, String source) throws Exception {
        Path object = Compiler.object(folder.resolve(side + ".build/code.o"), source);
        Files.createDirectories(folder.resolve(side));
        Files.copy(object, folder.resolve(side).resolve(EVIL_NAME));
    }

    private String page(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "diff",
                folder.resolve("base").toString(),
                folder.resolve("patched").toString(),
                "--format",
                "html"));
        args.addAll(List.of(more));
        CommandRun run = CommandRun.of(args.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
        return run.out();
    }

    private static List<String> all(String page, String pattern) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map(m -> m.group(1))
                .toList();
    }

    /** Without what scripts and styles hold. */
    private static String markup(String page) {
        return page.replaceAll("(?s)(<(script|style)[^>]*>).*?(</\\2>)", "$1$3");
    }

    @Test
    void holdsEveryChangeWithItsSignReasonsAndFindings() {
        String page = page();
        assertThat(page).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        assertThat(all(page, "<span class=\"name mono\">([^<]*)</span>"))
                .containsExactly("come", "gone", "say", "limit");
        assertThat(all(page, "<span class=\"sign [a-z]+\" title=\"[a-z]+\">(.)</span>"))
                .containsExactly("+", "−", "~", "~");
        assertThat(all(page, "<details(?: open)? class=\"change\" id=\"(c\\d+)\""))
                .containsExactly("c0", "c1", "c2", "c3");
        assertThat(all(page, "href=\"([^\"]*)\"")).containsExactly("#c3", "#c1");
        assertThat(page)
                .contains("✕ No hot patch can be made of this: 1 blocker")
                .contains("<li>Its initial value differs.</li>")
                .contains("→ Leave limit as it is");
    }

    @Test
    void isWellFormedAndSelfContained() {
        String markup = markup(page());
        Deque<String> open = new ArrayDeque<>();
        for (MatchResult tag : TAG.matcher(markup).results().toList()) {
            if (VOID.contains(tag.group(2))) {
                continue;
            }
            if (tag.group(1).isEmpty()) {
                open.push(tag.group(2));
            } else {
                assertThat(open.pop()).as("closed at %d", tag.start()).isEqualTo(tag.group(2));
            }
        }
        assertThat(open).isEmpty();
        for (MatchResult tag : TAG.matcher(markup).results().toList()) {
            String names = tag.group().replaceAll("\"[^\"]*\"", "");
            assertThat(names).doesNotContain(" src=").doesNotContain("<link").doesNotContainPattern(" on[a-z]+=");
        }
        assertThat(all(markup, "href=\"([^\"]*)\"")).allMatch(h -> h.startsWith("#"));
    }

    @Test
    void escapesWhateverObjectsAndPathsHold() {
        String page = page();
        assertThat(page)
                .doesNotContain("<img")
                .contains("&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;.o")
                .doesNotContain("</script><b>")
                .doesNotContain("<!--")
                .contains("\\u003c/script>\\u003cb>base");
    }

    @Test
    void letsNoOtherScriptRunThanItsOwn() throws Exception {
        String page = page();
        List<String> scripts = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL)
                .matcher(page)
                .results()
                .map(m -> m.group(1))
                .toList();
        assertThat(scripts).hasSize(1);
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(scripts.getFirst().getBytes(StandardCharsets.UTF_8));
        assertThat(page)
                .contains("default-src &#39;none&#39;")
                .contains("script-src &#39;sha256-%s&#39;".formatted(Markup.escaped(digest)));
    }

    /** The hash as it stands in an attribute; Base64 has nothing to escape there. */
    private static final class Markup {
        static String escaped(byte[] digest) {
            return Base64.getEncoder().encodeToString(digest);
        }
    }

    @Test
    void rowsAreThereForAsManyChangesAsAskedFor() throws Exception {
        assertThat(ROWS.matcher(page()).results()).hasSize(4);
        assertThat(ROWS.matcher(page("--rows", "all")).results()).hasSize(4);
        assertThat(ROWS.matcher(page("--rows", "none")).results()).isEmpty();
        String one = page("--rows", "1");
        assertThat(ROWS.matcher(one).results()).hasSize(1);
        assertThat(all(one, "(The page was made without these rows)")).hasSize(3);
        assertThat(CommandRun.of("diff", "a", "b", "--rows", "some").err()).contains("'some'");
    }

    @Test
    void rowsAreThoseOfTheText() throws Exception {
        List<JsonNode> tables = new ArrayList<>();
        for (MatchResult match : ROWS.matcher(page()).results().toList()) {
            tables.add(new ObjectMapper().readTree(match.group(1)));
        }
        assertThat(tables.get(0)).allSatisfy(row -> {
            assertThat(row.get(0).asInt()).as("ADDED").isEqualTo(2);
            assertThat(row.get(1).asInt()).isEqualTo(-1);
            assertThat(row.get(2).isNull()).isTrue();
            assertThat(row.get(3).asInt()).isNotNegative();
        });
        // The datum's only row: 05 00 00 00 against 06 00 00 00.
        JsonNode limit = tables.get(3).get(0);
        assertThat(limit.get(0).asInt()).as("CHANGED").isEqualTo(1);
        assertThat(limit.get(2).get(0).toString()).isEqualTo("[\"05\",\"\",1]");
        assertThat(limit.get(4).get(0).toString()).isEqualTo("[\"06\",\"\",1]");
    }

    private void withDebuggingInformation(String... flags) throws Exception {
        String code = """
                extern void check(int);
                void aside(int x) { check(x * 2); check(__LINE__); }
                int weighty(int x) { return x * %d; }
                """;
        for (String side : List.of("base", "patched")) {
            String source = side.equals("base") ? code.formatted(3) : "\n\n" + code.formatted(5);
            Path tree = folder.resolve("debug").resolve(side);
            List<String> all = new ArrayList<>(List.of("-O1", "-g"));
            for (String flag : flags) {
                all.add(flag.formatted(tree));
            }
            Compiler.object(tree.resolve("sub/code.o"), source, all.toArray(String[]::new));
        }
    }

    private String debugPage(String... more) {
        List<String> args = new ArrayList<>(List.of(
                "diff",
                folder.resolve("debug/base").toString(),
                folder.resolve("debug/patched").toString(),
                "--format",
                "html"));
        args.addAll(List.of(more));
        return CommandRun.of(args.toArray(String[]::new)).out();
    }

    private static List<String> sourceRows(String page) throws Exception {
        List<String> rows = new ArrayList<>();
        for (MatchResult match : ROWS.matcher(page).results().toList()) {
            new ObjectMapper().readTree(match.group(1)).forEach(row -> {
                if (row.get(0).asInt() == 4) {
                    rows.add(row.toString());
                }
            });
        }
        return rows;
    }

    @Test
    void sourceStandsBetweenTheRowsWhereItCanBeRead() throws Exception {
        withDebuggingInformation();
        String page = debugPage();
        assertThat(page).contains("<div class=\"place\" data-source></div>");
        assertThat(sourceRows(page))
                .anyMatch(row -> row.contains("code.o.c:3") && row.contains("return x * 3;"))
                .anyMatch(row -> row.contains("code.o.c:5") && row.contains("return x * 5;"));
        assertThat(sourceRows(debugPage("--no-source"))).isEmpty();
        assertThat(debugPage("--no-source")).contains("<div class=\"place\"></div>");
        Files.delete(folder.resolve("debug/base/sub/code.o.c"));
        Files.delete(folder.resolve("debug/patched/sub/code.o.c"));
        assertThat(sourceRows(debugPage())).as("numbers alone are not shown").isEmpty();
        assertThat(sourceRows(debugPage("--source"))).anyMatch(row -> row.contains("code.o.c:3"));
    }

    @Test
    void sourceIsFoundThoughItsPathWasMadeRelative() throws Exception {
        withDebuggingInformation("-ffile-prefix-map=%s=.");
        assertThat(sourceRows(debugPage())).anyMatch(row -> row.contains("return x * 3;"));
    }

    @Test
    void whatNeedsReadingStandsBeforeMovedLineNumbers() throws Exception {
        withDebuggingInformation();
        String page = debugPage();
        assertThat(all(page, "<span class=\"name mono\">([^<]*)</span>")).containsExactly("weighty", "aside");
        assertThat(page)
                .contains("<h3 class=\"minor\">Only line numbers differ · 1</h3>")
                .contains("1 of them by line numbers only");
        assertThat(all(page, "(<details open)")).hasSize(1);
    }

    @Test
    void showsWhatTheFilterOrTheNameSelects() {
        String filtered = page("--filter", "kind:data");
        assertThat(all(filtered, "<span class=\"name mono\">([^<]*)</span>")).containsExactly("limit");
        assertThat(filtered).contains("Of 4 changes, this page shows the 1 that the filter <code>kind:data</code>");
        assertThat(all(page("--function", "say"), "<span class=\"name mono\">([^<]*)</span>"))
                .containsExactly("say");
    }

    @Test
    void aBrowserDrawsTheRowsAndRunsNothingElse() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/chromium")), "skipped: chromium is not installed");
        Path file = Files.writeString(folder.resolve("page.html"), page());
        Path dom = folder.resolve("dom.html");
        Process process = new ProcessBuilder(
                        "/usr/bin/chromium",
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--dump-dom",
                        file.toUri().toString())
                .redirectOutput(dom.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String drawn = Files.readString(dom);
        assertThat(all(drawn, "(<table class=\"rows\">)"))
                .as("what is unfolded: say and limit")
                .hasSize(2);
        assertThat(drawn)
                .contains("<mark>05</mark>")
                .contains("&lt;/script&gt;&lt;b&gt;base")
                .contains("role=\"status\">4 changes</span>")
                .doesNotContain("<nav class=\"bar\" hidden");
    }
}
