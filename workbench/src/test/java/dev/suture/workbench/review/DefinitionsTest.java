package dev.suture.workbench.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.diff.DiffEngine;
import dev.suture.diff.DiffProgress;
import dev.suture.diff.TreeDiff;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What names in real code stand for. */
class DefinitionsTest {
    @TempDir
    Path folder;

    private void compile(String side, String name, String source) throws Exception {
        Path file = Files.createDirectories(folder.resolve(side)).resolve(name + ".c");
        Files.writeString(file, source);
        Process gcc = new ProcessBuilder(
                        "gcc",
                        "-c",
                        "-O1",
                        "-ffunction-sections",
                        file.getFileName().toString())
                .directory(folder.resolve(side).toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(gcc.getInputStream().readAllBytes());
        assertThat(gcc.waitFor()).as(said).isZero();
    }

    @Test
    void aNameIsFoundInItsObjectThenAmongWhatOthersOffer() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "skipped: no gcc");
        for (String side : List.of("base", "patched")) {
            int edit = side.equals("base") ? 3 : 5;
            compile(
                    side,
                    "one",
                    "int other(int); int puts(const char *); static int hidden = 7;\n"
                            + "__attribute__((noinline)) int same(int x) { return x - hidden++; }\n"
                            + "int fare(int x) { puts(\"x\"); return same(x) * %d + other(x); }\n".formatted(edit));
            compile(
                    side,
                    "two",
                    "int other(int x) { return x * %d; } static int hidden; int *h = &hidden;\n".formatted(edit));
        }
        DiffReport report = new TreeDiff(new DiffEngine(List.of()))
                .compare(folder.resolve("base"), folder.resolve("patched"), DiffProgress.NONE);
        ObjectDiff one = report.objects().getFirst();
        ObjectDiff two = report.objects().getLast();
        Definitions definitions = new Definitions(report);
        assertThat(definitions.find(one, "same+8")).hasValueSatisfying(found -> {
            assertThat(found.object()).isSameAs(one);
            assertThat(found.change().status()).isEqualTo(Status.UNCHANGED);
            assertThat(found.change().name()).isEqualTo("same");
        });
        assertThat(definitions.find(one, "other")).hasValueSatisfying(found -> {
            assertThat(found.object()).isSameAs(two);
            assertThat(found.change().status()).isEqualTo(Status.CHANGED);
        });
        assertThat(definitions.find(one, "hidden").orElseThrow().object()).isSameAs(one);
        assertThat(definitions.find(two, "same")).isPresent();
        assertThat(definitions.find(one, "puts")).isEmpty();
    }
}
