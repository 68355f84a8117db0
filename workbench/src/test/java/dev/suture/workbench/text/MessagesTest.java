package dev.suture.workbench.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every text that the window asks for by a name written in its code is there. */
class MessagesTest {
    private static final Path SOURCES = Path.of("src", "main", "java");
    /** What stands in {@code text("…")} and {@code messages.text(… ? "…" : "…")}, and the ids of actions and views. */
    private static final Pattern KEY = Pattern.compile("text\\(\\s*(?:[a-z().]+ \\? )?\"([a-z][a-z.-]*[a-z])\"[,)\\s]");

    private static final Pattern ACTION =
            Pattern.compile("Action\\.(?:always|unless)\\((?:[a-zA-Z]+, )?\\s*\"([a-z.-]+)\"");

    @Test
    void noKeyThatTheCodeNamesIsMissing() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String code = Files.readString(file);
                KEY.matcher(code).results().forEach(m -> named.add(m.group(1)));
                ACTION.matcher(code).results().forEach(m -> named.add("action." + m.group(1)));
            }
        }
        assertThat(named).hasSizeGreaterThan(50);
        Messages messages = Messages.english();
        assertThat(named).allSatisfy(key -> assertThat(messages.text(key)).isNotBlank());
    }
}
