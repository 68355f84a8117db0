package dev.suture.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.manager.WindowLauncher.Request;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
    private static final Path ONE = Path.of("/builds/one");
    private static final Path PATCHED = Path.of("/builds/patched");

    @Test
    void whatIsDroppedFirstIsTheBaseUnlessOnlyItsNameSaysOtherwise() {
        assertThat(Opening.request(List.of(ONE, PATCHED))).contains(new Request.Review(ONE, PATCHED));
        assertThat(Opening.request(List.of(PATCHED, ONE))).contains(new Request.Review(ONE, PATCHED));
        assertThat(Opening.request(List.of(PATCHED, PATCHED))).contains(new Request.Review(PATCHED, PATCHED));
        assertThat(Opening.request(List.of(ONE))).contains(new Request.Patch(ONE));
        assertThat(Opening.request(List.of())).isEmpty();
    }

    @Test
    void droppedSourcePatchesAreBuiltWithTheFolderThatComesWithThem(@TempDir Path folder) {
        Path fix = Path.of("fix.patch");
        assertThat(Opening.patches(List.of(fix, Path.of("B.DIFF"))))
                .hasValueSatisfying(p -> assertThat(p.files()).hasSize(2));
        assertThat(Opening.patches(List.of(folder, fix)))
                .contains(new Opening.Patches(Optional.of(folder), List.of(fix)));
        assertThat(Opening.patches(List.of(fix, Path.of("a.o")))).isEmpty();
        assertThat(Opening.patches(List.of(Path.of("a.o"), Path.of("b.o")))).isEmpty();
    }
}
