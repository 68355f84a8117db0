package dev.suture.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.suture.cli.report.Palette;
import dev.suture.plugin.PatchException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StageTest {
    private final StringWriter text = new StringWriter();
    private boolean cancelled;
    private final Stage stage = new Stage(new PrintWriter(text, true), Palette.PLAIN, () -> cancelled);

    @Test
    void aCheckThatDoesNotHoldEndsTheDemonstrationAndSaysWhat() {
        stage.heading("Ask");
        stage.check(true, "It answers.", "yes");
        PatchException failure = catchThrowableOfType(
                PatchException.class, () -> stage.check(false, "The answer is right.", "168.00 EUR"));
        assertThat(failure).hasMessageContaining("step 1").hasMessageContaining("168.00 EUR");
        assertThat(text.toString().lines()).containsExactly("1. Ask", "   ✓ It answers.", "   ✗ The answer is right.");
    }

    @Test
    void nothingBeginsOnceNobodyWantsToSeeIt() {
        cancelled = true;
        assertThat(catchThrowableOfType(PatchException.class, () -> stage.heading("Next"))
                        .id())
                .isEqualTo("cancelled");
        assertThat(text.toString()).isEmpty();
    }

    @Test
    void temporaryFoldersGoUnlessTheyAreKept(@TempDir Path folder) throws Exception {
        DemoFolder temporary = DemoFolder.of(Optional.empty(), false);
        Files.writeString(
                Files.createDirectory(temporary.path().resolve("base")).resolve("a.o"), "x");
        temporary.close();
        assertThat(temporary.path()).doesNotExist();
        Path wanted = folder.resolve("work");
        DemoFolder.of(Optional.of(wanted), false).close();
        assertThat(wanted).exists();
    }
}
