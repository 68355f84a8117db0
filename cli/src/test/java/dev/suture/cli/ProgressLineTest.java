package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private final StringWriter terminal = new StringWriter();
    private final Cancellation cancellation = new Cancellation();

    @Test
    void drawsOverItselfAndWipesTheLineAtTheEnd() {
        try (ProgressLine line = new ProgressLine(new LiveLine(new PrintWriter(terminal), 0), cancellation)) {
            line.done(1, 4);
            line.done(2, 4);
        }
        assertThat(terminal)
                .hasToString(
                        "\r\u001b[2KComparing objects: 1 of 4 (25 %)\r\u001b[2KComparing objects: 2 of 4 (50 %)\r\u001b[2K");
    }

    @Test
    void shortComparisonsDrawNothing() {
        try (ProgressLine line =
                new ProgressLine(new LiveLine(new PrintWriter(terminal), Long.MAX_VALUE), cancellation)) {
            line.done(1, 2);
            line.done(2, 2);
        }
        assertThat(terminal.toString()).isEmpty();
    }

    @Test
    void stopsOnCtrlC() {
        try (ProgressLine line = new ProgressLine(new LiveLine(new PrintWriter(terminal)), cancellation)) {
            assertThat(line.cancelled()).isFalse();
            cancellation.request();
            assertThat(line.cancelled()).isTrue();
        }
    }
}
