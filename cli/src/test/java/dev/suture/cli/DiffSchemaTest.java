package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code suture diff --format json} writes is what {@code docs/diff.schema.json} promises. */
class DiffSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private Path base;
    private Path patched;
    private JsonSchema schema;

    @BeforeEach
    void build() throws Exception {
        schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("../docs/diff.schema.json")));
        base = folder.resolve("base");
        patched = folder.resolve("patched");
        String code = "int other(int);\nint limit = 5;\nint check(int x) { return other(x) + limit; }\n";
        Compiler.object(base.resolve("a/code.o"), code + "int gone(int x) { return other(x) * 3; }\n", "-g");
        Compiler.object(
                patched.resolve("a/code.o"),
                code.replace("+ limit", "- limit").replace("= 5", "= 6") + "int come(int x) { return other(x) * 3; }\n",
                "-g");
        Compiler.object(base.resolve("only-base.o"), "int left(void) { return 1; }\n", "-g");
        Compiler.object(patched.resolve("only-patched.o"), "int right(void) { return 1; }\n", "-g");
    }

    private JsonNode diff(Path one, Path other, String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of("diff", one.toString(), other.toString(), "--format", "json"));
        args.addAll(List.of(more));
        return JSON.readTree(CommandRun.of(args.toArray(String[]::new)).out());
    }

    @Test
    void everyKindOfAnswerKeepsTheSchema() throws Exception {
        JsonNode all = diff(base, patched);
        assertThat(schema.validate(all)).isEmpty();
        assertThat(all.findValuesAsText("status")).contains("CHANGED", "ADDED", "DELETED");
        assertThat(all.findValuesAsText("severity")).contains("BLOCKER", "WARNING");
        assertThat(schema.validate(diff(base, patched, "--filter", "status:added")))
                .isEmpty();
        assertThat(schema.validate(diff(base, base))).isEmpty();
        assertThat(schema.validate(diff(base.resolve("a/code.o"), patched.resolve("a/code.o"))))
                .isEmpty();
    }

    @Test
    void theSchemaNoticesWhatIsMissingOrWrong() throws Exception {
        ObjectNode wrong = (ObjectNode) diff(base, patched);
        wrong.remove("patchable");
        ((ObjectNode) wrong.at("/objects/0/changes/0")).put("status", "EDITED").remove("suppressed");
        ((ObjectNode) wrong.path("base")).put("buildId", "no hex");
        assertThat(schema.validate(wrong)).hasSize(4);
    }

    @Test
    void namesMachineAndProducerOfBothSides() throws Exception {
        JsonNode json = diff(base, patched);
        for (String side : List.of("base", "patched")) {
            assertThat(json.path(side).path("machine").asText()).isEqualTo(uname());
            assertThat(json.path(side).path("producer").asText())
                    .startsWith("GNU C")
                    .contains("-ffunction-sections");
        }
    }

    private static String uname() throws Exception {
        Process process = new ProcessBuilder("uname", "-m").start();
        return new String(process.getInputStream().readAllBytes()).strip();
    }
}
