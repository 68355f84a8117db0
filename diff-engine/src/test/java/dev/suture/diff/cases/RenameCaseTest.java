package dev.suture.diff.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.model.ObjectDiff;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is gone, and what may only have another name. */
class RenameCaseTest {
    private static final String SOURCE = """
            #include <stdio.h>
            int FUNCTION(int x) { for (int i = 0; i < x; i++) printf("%d of %d\\n", i, x); return x * EDIT; }
            const int DATUM[6] = {11, 22, 33, 44, 55, 66};
            int stays(int x) { return x - 5; }
            """;
    private static final String BASE = with("count_up", "weights", "77");

    @TempDir
    Path folder;

    private static String with(String function, String datum, String edit) {
        return SOURCE.replace("FUNCTION", function).replace("DATUM", datum).replace("EDIT", edit);
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void whatIsGoneIsDeleted(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, BASE, "int stays(int x) { return x - 5; }");
        assertThat(Told.changes(diff)).containsExactly("DELETED count_up", "DELETED weights");
        assertThat(Told.reasons(diff, "count_up")).containsExactly("deleted");
        assertThat(Told.findings(diff)).containsExactly("function-deleted count_up", "data-deleted weights");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aRenameIsOfferedWithSimilarityAndPass(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, BASE, with("count", "factors", "77"));
        assertThat(Told.changes(diff))
                .containsExactly("ADDED count", "DELETED count_up", "ADDED factors", "DELETED weights");
        for (String name : new String[] {"count", "count_up", "factors", "weights"}) {
            assertThat(Told.reasons(diff, name)).contains("renamed");
            assertThat(Told.change(diff, name).pass()).contains("content-hash");
            assertThat(Told.change(diff, name).similarity()).isEqualTo(1);
        }
        assertThat(Told.change(diff, "count_up").reasons().toString()).contains("renamed to count,");
        assertThat(Told.change(diff, "weights").reasons().toString()).contains("renamed to factors,");
    }

    @ParameterizedTest
    @MethodSource("dev.suture.diff.cases.Build#c")
    void aRenameWithAnEditIsOfferedAsSimilar(Build build) throws Exception {
        ObjectDiff diff = build.compare(folder, BASE, with("count", "weights", "79"));
        assertThat(Told.changes(diff)).containsExactly("ADDED count", "DELETED count_up");
        assertThat(Told.change(diff, "count").pass()).contains("similar-contents");
        assertThat(Told.change(diff, "count").similarity()).isBetween(0.5, 0.999);
    }
}
