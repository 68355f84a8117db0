package dev.suture.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.manager.WindowLauncher.Request;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
