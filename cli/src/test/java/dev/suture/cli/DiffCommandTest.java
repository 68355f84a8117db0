package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
    private static final String BASE = """
            int other(int);
            int limit = 5;
            int check(int x) { return x > limit ? other(x - 1) : x; }
            int same(int x) { return other(x) * 2; }
            int gone(int x) { return other(x) ^ 7; }
            """;
    private static final String PATCHED = """
            int other(int);
            int limit = 5;
            int check(int x) { return x >= limit + 3 ? other(x - 1) : x; }
            int same(int x) { return other(x) * 2; }
            int fresh(int x) { return other(x) | 9; }
            """;

    @TempDir
    Path folder;

    private Path base;
    private Path patched;

    @BeforeEach
    void compile() throws Exception {
        base = Compiler.object(folder.resolve("base/code.o"), BASE);
        patched = Compiler.object(folder.resolve("patched/code.o"), PATCHED);
    }

    private CommandRun diff(Path left, Path right, String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "diff";
        args[1] = left.toString();
        args[2] = right.toString();
        System.arraycopy(more, 0, args, 3, more.length);
        return CommandRun.of(args);
    }

    @Test
    void tellsChangesReasonsFindingsAndCounts() {
        CommandRun run = diff(base, patched);
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).isEmpty();
        List<String> lines = run.lines();
        assertThat(lines.getFirst()).isEqualTo("code.o");
        assertThat(lines.get(1)).matches("  ~ function check  \\d+ → \\d+ bytes");
        assertThat(lines.get(2)).startsWith("      ").containsIgnoringCase("differ");
        assertThat(lines.get(3)).matches("  \\+ function fresh  \\d+ bytes");
        assertThat(lines.get(4)).matches("  - function gone  \\d+ bytes");
        assertThat(lines.get(5)).startsWith("  ! WARNING function-deleted  Function gone ");
        assertThat(lines.get(6)).startsWith("      → ");
        assertThat(lines.get(7))
                .isEqualTo("functions: 1 changed, 1 added, 1 deleted; data: 0 changed, 0 added, 0 deleted;"
                        + " 2 unchanged in 1 compared objects, 0 identical objects. No rule forbids a hot patch.");
        assertThat(lines).hasSize(8);
        assertThat(run.out()).as("no colour where nobody watches").doesNotContain("\u001b");
    }

    @Test
    void pairsTheObjectsOfTwoFolders() {
        assertThat(diff(folder.resolve("base"), folder.resolve("patched")).lines())
                .isEqualTo(diff(base, patched).lines());
    }

    @Test
    void isDoneWhereNothingDiffers() {
        CommandRun run = diff(base, base);
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).containsExactly("No differences.");
    }

    @Test
    void checkRefusesWhatARuleForbids() throws Exception {
        Path forbidden = Compiler.object(folder.resolve("third/code.o"), PATCHED.replace("limit = 5", "limit = 6"));
        assertThat(diff(base, patched, "--check").exitCode()).isEqualTo(1);
        assertThat(diff(base, forbidden).exitCode()).isEqualTo(1);
        CommandRun run = diff(base, forbidden, "--check");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.lines())
                .anyMatch(l -> l.startsWith("  ~ data     limit  4 bytes"))
                .anyMatch(l -> l.startsWith("  ! BLOCKER data-changed"))
                .last()
                .asString()
                .endsWith("No hot patch can be made of this.");
    }

    @Test
    void writesTheSameAsJson() throws Exception {
        CommandRun run = diff(base, patched, "--format", "json");
        assertThat(run.exitCode()).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.at("/schemaVersion").asInt()).isEqualTo(1);
        assertThat(json.at("/base/path").asText()).isEqualTo(base.toString());
        assertThat(json.at("/patchable").asBoolean()).isTrue();
        JsonNode object = json.at("/objects/0");
        assertThat(object.path("name").asText()).isEqualTo("code.o");
        assertThat(StreamSupport.stream(object.path("changes").spliterator(), false)
                        .map(c ->
                                c.path("kind").asText() + " " + c.path("status").asText() + " "
                                        + c.path("name").asText()))
                .containsExactly("FUNCTION CHANGED check", "FUNCTION ADDED fresh", "FUNCTION DELETED gone");
        JsonNode check = object.at("/changes/0");
        assertThat(check.path("section").asText()).isEqualTo(".text.check");
        assertThat(check.path("pass").asText()).isEqualTo("exact-name");
        assertThat(check.path("baseSize").asLong()).isPositive();
        assertThat(check.at("/reasons/0/id").asText()).isEqualTo("code-changed");
        assertThat(check.path("because").isArray()).isTrue();
        assertThat(check.path("parent").isNull()).isTrue();
        assertThat(object.at("/findings/0/id").asText()).isEqualTo("function-deleted");
        assertThat(json.at("/summary/functions/added").asInt()).isEqualTo(1);
        assertThat(json.at("/summary/data/changed").asInt()).isZero();
        assertThat(json.at("/summary/unchanged").asInt()).isEqualTo(2);
    }

    @Test
    void writesToAFile() throws Exception {
        Path file = folder.resolve("out.txt");
        CommandRun run = diff(base, patched, "-o", file.toString(), "--color", "never");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(Files.readAllLines(file)).first().isEqualTo("code.o");
    }

    @Test
    void coloursWhenAskedTo() {
        assertThat(diff(base, patched, "--color", "always").out()).contains("\u001b[33m~ function check\u001b[0m");
    }

    @Test
    void showsOneFunctionSideBySide() throws Exception {
        CommandRun run = diff(base, patched, "--function", "check");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.lines()).first().isEqualTo("function check (code.o)");
        assertThat(run.lines()).anyMatch(l -> l.matches(".{59} [~+-] .*"));

        JsonNode rows = new ObjectMapper()
                .readTree(diff(base, patched, "--function", "fresh", "--format", "json")
                        .out())
                .path("rows");
        assertThat(rows.isEmpty()).isFalse();
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.path("kind").asText()).isEqualTo("ADDED");
            assertThat(row.has("base")).isFalse();
            assertThat(row.at("/patched/text").asText()).isNotEmpty();
        });
    }

    @Test
    void namesWhatChangedIfTheFunctionDidNot() {
        CommandRun run = diff(base, patched, "--function", "same");
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'same'").contains("→ What differs: check, fresh, gone.");
    }

    @Test
    void badInputsAreTroubleInWords() throws Exception {
        byte[] whole = Files.readAllBytes(base);
        Path text =
                Files.writeString(folder.resolve("text.o"), "no object at all, and long enough to be one: ".repeat(9));
        Path empty = Files.write(folder.resolve("empty.o"), new byte[0]);
        Path truncated = Files.write(folder.resolve("truncated.o"), Arrays.copyOf(whole, whole.length / 2));
        ByteBuffer otherMachine = ByteBuffer.wrap(whole.clone()).order(ByteOrder.LITTLE_ENDIAN);
        short machine = otherMachine.getShort(18); // e_machine (ELF gABI)
        otherMachine.putShort(18, (short) (machine == 183 ? 62 : 183));
        Path foreign = Files.write(folder.resolve("foreign.o"), otherMachine.array());
        for (Path bad : List.of(folder.resolve("missing.o"), text, empty, truncated, foreign, folder)) {
            CommandRun run = diff(base, bad);
            assertThat(run.exitCode()).as(bad.toString()).isEqualTo(2);
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .startsWith("suture: ")
                    .contains(bad.toString())
                    .doesNotContain("Unexpected")
                    .doesNotContain("\tat ");
        }
        assertThat(diff(base, text, "--debug").err()).contains("\tat dev.suture.");
    }
}
