package dev.suture.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.diff.DiffEngine;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.elf.ElfFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedPairTest {
    @TempDir
    private Path folder;

    @Test
    void exactlyTheFunctionWithTheChangedLiteralDiffers() {
        assumeTrue(isInstalled("gcc"), "skipped: gcc is not on the PATH");
        GeneratedPair pair = GeneratedPair.in(folder, 40);
        ObjectDiff diff = new DiffEngine(UserspaceRules.all())
                .compare("generated.o", ElfFile.open(pair.base()), ElfFile.open(pair.patched()));
        assertThat(diff.changes()).extracting(Change::name).containsExactly(pair.changedFunction());
        // 40 functions, the static local of each but the changed function itself.
        assertThat(diff.unchanged()).isEqualTo(79);
    }

    @Test
    void aPairIsCompiledOnce() throws Exception {
        assumeTrue(isInstalled("gcc"), "skipped: gcc is not on the PATH");
        GeneratedPair first = GeneratedPair.in(folder, 2);
        Files.writeString(first.base(), "kept");
        assertThat(GeneratedPair.in(folder, 2)).isEqualTo(first);
        assertThat(first.base()).hasContent("kept");
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
