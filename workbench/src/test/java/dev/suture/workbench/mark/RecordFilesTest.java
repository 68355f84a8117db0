package dev.suture.workbench.mark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.diff.correlate.HandPairs;
import dev.suture.diff.correlate.HandPairs.HandPair;
import dev.suture.diff.item.ItemKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordFilesTest {
    private static final Path BASE = Path.of("/build/base");
    private static final Path PATCHED = Path.of("/build/patched");
    private static final ReviewRecord RECORD = new ReviewRecord(
            Map.of(
                    new ItemKey("a.o", ItemKind.FUNCTION, "f", 0), new Mark("abc", "a \"note\"\nof two lines"),
                    new ItemKey("a.o", ItemKind.FUNCTION, "f", 1), new Mark("", "another f"),
                    new ItemKey("b.o", ItemKind.DATA, "f", 0), new Mark("def", "")),
            new HandPairs(List.of(new HandPair("a.o", ItemKind.FUNCTION, "g", "h")), List.of()));

    @TempDir
    Path folder;

    private Path file() throws Exception {
        try (var files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".json")).findFirst().orElseThrow();
        }
    }

    @Test
    void whatIsSavedIsLoadedForTheSamePairAlone() throws Exception {
        RecordFiles files = new RecordFiles(folder);
        files.save(BASE, PATCHED, RECORD);
        assertThat(new RecordFiles(folder).load(BASE.resolve("../base"), PATCHED))
                .isEqualTo(RECORD);
        assertThat(files.load(PATCHED, BASE)).isEqualTo(ReviewRecord.EMPTY);
        assertThat(Files.readString(file()))
                .contains("\"schemaVersion\" : 1")
                .contains("/build/base")
                .contains("/build/patched");
    }

    @Test
    void whatCannotBeReadIsPutAsideAndNotLost() throws Exception {
        RecordFiles files = new RecordFiles(folder);
        files.save(BASE, PATCHED, RECORD);
        Path file = file();
        for (String broken : List.of("{\"schemaVersion\": 1, \"items\": [{", "{\"schemaVersion\": 99}", "[]")) {
            Files.writeString(file, broken);
            assertThat(files.load(BASE, PATCHED)).isEqualTo(ReviewRecord.EMPTY);
            assertThat(file).doesNotExist();
            assertThat(file.resolveSibling(file.getFileName() + ".unreadable")).hasContent(broken);
        }
        files.save(BASE, PATCHED, RECORD);
        assertThat(files.load(BASE, PATCHED)).isEqualTo(RECORD);
    }

    @Test
    void whereNothingWasSaidNothingIsWritten() throws Exception {
        Path none = folder.resolve("none");
        new RecordFiles(none).save(BASE, PATCHED, ReviewRecord.EMPTY);
        assertThat(none).doesNotExist();
    }
}
