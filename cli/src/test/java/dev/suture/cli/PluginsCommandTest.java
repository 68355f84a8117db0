package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsCommandTest {
    @TempDir
    Path folder;

    @Test
    void listsTheBuiltInOnesAndWhatIsWrongWithOthers() throws Exception {
        CommandRun whole = CommandRun.of("plugins", "--folder", folder.toString());
        assertThat(whole.exitCode()).isZero();
        assertThat(whole.lines()).first().isEqualTo("upatch  used  built in");

        Path jar = Files.writeString(folder.resolve("broken.jar"), "no jar");
        CommandRun broken = CommandRun.of("plugins", "--folder", folder.toString());
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.out()).contains("upatch  used  built in", "broken.jar  not used  " + jar);
        JsonNode json = new ObjectMapper()
                .readTree(CommandRun.of("plugins", "--folder", folder.toString(), "--json")
                        .out());
        assertThat(json.at("/apiVersion").asInt()).isEqualTo(1);
        assertThat(json.at("/plugins/0/kind").asText()).isEqualTo("upatch");
        assertThat(json.at("/plugins/1/used").asBoolean(true)).isFalse();
        assertThat(json.at("/plugins/1/problem").asText()).isNotBlank();
    }
}
