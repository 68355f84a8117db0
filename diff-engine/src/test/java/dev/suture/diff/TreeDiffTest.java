package dev.suture.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.DiffReport;
import dev.suture.elf.ElfFormatException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeDiffTest {
    private static final List<String> SECTIONS = List.of("-ffunction-sections", "-fdata-sections");

    @TempDir
    Path folder;

    private final TreeDiff diff = new TreeDiff(new DiffEngine(UserspaceRules.all()));

    private void object(String side, String name, String source) throws Exception {
        CompiledPair.compile(folder.resolve(side).resolve(name), source, SECTIONS);
    }

    @Test
    void objectsPairByTheirPathBelowTheFolder() throws Exception {
        object("base", "same", "int same(void) { return 1; }");
        object("patched", "same", "int same(void) { return 1; }");
        object("base", "sub/changed", "int f(int x) { return x + 1; }");
        object("patched", "sub/changed", "int f(int x) { return x + 2; }");
        object("base", "gone", "int gone(void) { return 1; }");
        object("patched", "come", "int come(void) { return 1; }");

        DiffReport report = diff.compare(folder.resolve("base"), folder.resolve("patched"), DiffProgress.NONE);

        assertThat(report.objects())
                .extracting(o -> o.status() + " " + o.name())
                .contains("ADDED come/unit.o", "DELETED gone/unit.o", "CHANGED sub/changed/unit.o")
                .doesNotContain("CHANGED same/unit.o");
        assertThat(report.hasDifferences()).isTrue();
    }

    @Test
    void archivesPairByTheirMembers() throws Exception {
        object("base", "one", "int f(int x) { return x + 1; }");
        object("patched", "one", "int f(int x) { return x + 2; }");
        for (String side : List.of("base", "patched")) {
            Path here = folder.resolve(side);
            assertThat(new ProcessBuilder("ar", "rc", "lib.a", "one/unit.o")
                            .directory(here.toFile())
                            .start()
                            .waitFor())
                    .isZero();
        }
        DiffReport report =
                diff.compare(folder.resolve("base/lib.a"), folder.resolve("patched/lib.a"), DiffProgress.NONE);
        assertThat(report.objects())
                .extracting(o -> o.status() + " " + o.name())
                .containsExactly("CHANGED unit.o");
    }

    @Test
    void equalFilesAreNotOpened() throws Exception {
        object("base", "x", "int f(void) { return 1; }");
        Path copy = Files.createDirectories(folder.resolve("patched/x")).resolve("unit.o");
        Files.copy(folder.resolve("base/x/unit.o"), copy);
        DiffReport report = diff.compare(folder.resolve("base"), folder.resolve("patched"), DiffProgress.NONE);
        assertThat(report.objects()).isEmpty();
        assertThat(report.identical()).isEqualTo(1);
    }

    @Test
    void unusableInputsAreNamed() throws Exception {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> diff.compare(folder.resolve("nowhere"), empty, DiffProgress.NONE))
                .isInstanceOf(DiffException.class)
                .hasMessageContaining("nowhere does not exist");
        assertThatThrownBy(() -> diff.compare(empty, file, DiffProgress.NONE))
                .isInstanceOf(DiffException.class)
                .hasMessageContaining("one is a folder and the other a file");
        assertThatThrownBy(() -> diff.compare(empty, empty, DiffProgress.NONE))
                .isInstanceOf(DiffException.class)
                .hasMessageContaining("holds an object file");
        assertThatThrownBy(() -> diff.compare(file, file, DiffProgress.NONE))
                .isInstanceOf(ElfFormatException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aCancelledComparisonEnds() throws Exception {
        object("base", "x", "int f(void) { return 1; }");
        object("patched", "x", "int f(void) { return 2; }");
        DiffProgress cancelled = new DiffProgress() {
            @Override
            public boolean cancelled() {
                return true;
            }
        };
        assertThatThrownBy(() -> diff.compare(folder.resolve("base"), folder.resolve("patched"), cancelled))
                .isInstanceOf(CancellationException.class);
    }
}
