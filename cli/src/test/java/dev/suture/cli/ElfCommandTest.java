package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfCommandTest {
    private static final String SOURCE = """
            int counter = 4;
            static int hidden[6];
            int grow(int by) { hidden[by & 3] += by; return counter += hidden[0]; }
            """;

    @TempDir
    Path folder;

    @Test
    void listsAnObject() throws Exception {
        Path object = Compiler.object(folder.resolve("grow.o"), SOURCE, "-g");
        CommandRun run = CommandRun.of("elf", object.toString());
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).first().asString().startsWith(object + ": ELF64 little-endian, relocatable, ");
        assertThat(run.lines())
                .anyMatch(l -> l.startsWith("  producer  GNU C") || l.startsWith("  producer  GCC"))
                .anyMatch(l -> l.matches("\\d+ sections"))
                .anyMatch(l -> l.matches(" +\\d+  PROGBITS     AX .* \\.text\\.grow"))
                .contains("3 functions and data")
                .anyMatch(l -> l.matches("  data +0 +4  global  counter  \\.data\\.counter"))
                .anyMatch(l -> l.matches("  data +0 +24  local   hidden  \\.bss\\.hidden"))
                .anyMatch(l -> l.matches("  function +0 +\\d+  global  grow  \\.text\\.grow"));
    }

    @Test
    void writesTheSameOfALinkedFileAsJson() throws Exception {
        Path object = Compiler.object(folder.resolve("grow.o"), SOURCE, "-fPIC");
        Path library = folder.resolve("libgrow.so");
        Process link = new ProcessBuilder(
                        "gcc", "-shared", "-Wl,--build-id=0xc0ffee00", "-o", library.toString(), object.toString())
                .inheritIO()
                .start();
        assertThat(link.waitFor()).isZero();
        JsonNode json = new ObjectMapper()
                .readTree(CommandRun.of("elf", "--json", library.toString()).out());
        assertThat(json.path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(json.path("type").asText()).isEqualTo("SHARED");
        assertThat(json.path("buildId").asText()).isEqualTo("c0ffee00");
        assertThat(json.path("producers").isEmpty()).isFalse();
        assertThat(json.path("items")).anySatisfy(item -> {
            assertThat(item.path("name").asText()).isEqualTo("counter");
            assertThat(item.path("kind").asText()).isEqualTo("DATA");
            assertThat(item.path("section").asText()).isEqualTo(".data");
            assertThat(item.path("size").asLong()).isEqualTo(4);
            assertThat(item.path("place").asLong()).isPositive();
        });
        assertThat(json.path("notes")).anySatisfy(note -> {
            assertThat(note.path("owner").asText()).isEqualTo("GNU");
            assertThat(note.path("type").asInt()).isEqualTo(3); // NT_GNU_BUILD_ID
            assertThat(note.path("description").asText()).isEqualTo("c0ffee00");
        });
    }

    @Test
    void saysWhatIsNoElfFile() throws Exception {
        Path text = Files.writeString(folder.resolve("text"), "words ".repeat(30));
        CommandRun run = CommandRun.of("elf", text.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(text.toString()).contains("expected an ELF file");
    }
}
