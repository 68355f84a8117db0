package dev.suture.workbench.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The window's title says what is compared. */
class PairTest {
    @Test
    void aTitleHasAsMuchOfBothPathsAsTellsThemApart() {
        assertThat(title("/srv/build/base", "/srv/build/patched")).isEqualTo("base \u2192 patched");
        assertThat(title("/srv/a/obj/fare.o", "/srv/b/obj/fare.o")).isEqualTo("a/obj/fare.o \u2192 b/obj/fare.o");
        assertThat(title("fare.o", "/srv/b/fare.o")).isEqualTo("fare.o \u2192 b/fare.o");
        assertThat(title("/srv/fare.o", "/srv/fare.o")).isEqualTo("/srv/fare.o \u2192 /srv/fare.o");
        assertThat(title("/", "/")).isEqualTo("/ \u2192 /");
    }

    private static String title(String base, String patched) {
        return new Pair(Path.of(base), Path.of(patched), Optional.empty(), Path.of("store")).title();
    }
}
