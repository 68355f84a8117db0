package dev.suture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.plugin.PatchException;
import dev.suture.source.tree.PatchSeries;
import dev.suture.source.tree.PatchTrial;
import dev.suture.source.tree.SourcePatch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build tells whoever watches it, and what can be known before it. */
class BuildWatchTest {
    @TempDir
    Path folder;

    private SmallTree tree;

    /** Keeps what it is told. */
    private static final class Kept implements BuildWatch {
        private final List<BuildStage> stages = Collections.synchronizedList(new ArrayList<>());
        private final List<Long> failures = Collections.synchronizedList(new ArrayList<>());
        private long logFrom = -1;

        @Override
        public void stage(BuildStage stage) {
            stages.add(stage);
        }

        @Override
        public void log(Path log, long offset) {
            logFrom = offset;
        }

        @Override
        public void failedAt(Path log, long offset) {
            failures.add(offset);
        }
    }

    private Optional<String> lineAt(long offset) throws IOException {
        byte[] log = Files.readAllBytes(tree.log());
        return new String(log, (int) offset, log.length - (int) offset, StandardCharsets.UTF_8)
                .lines()
                .findFirst();
    }

    @BeforeEach
    void writeTree() throws Exception {
        Shell.need("gcc", "make", "patch", "diff");
        tree = SmallTree.in(folder).withMakefile();
    }

    @Test
    void stagesComeInTheirOrderAndWhatIsDoneIsLeftOut() throws Exception {
        Kept first = new Kept();
        tree.patched().build(first);
        assertThat(first.stages)
                .containsExactly(
                        BuildStage.SOURCE, BuildStage.TRY, BuildStage.BASE, BuildStage.PATCHED, BuildStage.HOT_PATCH);
        assertThat(first.logFrom).isZero();
        Kept second = new Kept();
        tree.forgetPatches().patched("main.c", "%d\\n", "%d EUR\\n").build(second);
        assertThat(second.stages).containsExactly(BuildStage.TRY, BuildStage.PATCHED, BuildStage.HOT_PATCH);
        assertThat(second.logFrom).as("behind what the first has printed").isPositive();
    }

    @Test
    void aFailureNamesItsPlaceInTheLog() throws Exception {
        tree.patched("price.c", "+ 7;", "+ nothing;");
        Kept watch = new Kept();
        assertThatThrownBy(() -> tree.build(watch)).isInstanceOf(PatchException.class);
        assertThat(watch.failures).hasSize(1);
        assertThat(lineAt(watch.failures.getFirst()))
                .hasValueSatisfying(
                        line -> assertThat(line).startsWith("price.c:6").contains("error"));
    }

    @Test
    void aCompilationThatIsRepeatedAndFailsStandsInTheLogToo() throws Exception {
        // The Makefile does not know of the header, so that only the record does.
        tree.with("Makefile", "CFLAGS = -O2 -g\nshop: main.o price.o\n\t$(CC) $(LDFLAGS) -o $@ main.o price.o\n");
        tree.patched("price.h", "#define UNIT 10", "#define UNIT nothing");
        Kept watch = new Kept();
        assertThatThrownBy(() -> tree.build(watch)).isInstanceOf(PatchException.class);
        assertThat(watch.failures).isNotEmpty();
        assertThat(lineAt(watch.failures.getFirst()))
                .hasValueSatisfying(line -> assertThat(line).contains("error").contains("nothing"));
    }

    @Test
    void eachPatchIsToldWhetherItAppliesAndWhatItTouches() throws Exception {
        tree.patched("price.c", "+ 7", "+ 8").patched("main.c", "return 0", "return 1");
        Path other = tree.request().patches().get(1);
        Path wrong = Files.writeString(
                folder.resolve("wrong.patch"), Files.readString(other).replace("return 0", "return 5"));
        List<SourcePatch> patches = new ArrayList<>();
        for (Path file : List.of(tree.request().patches().get(0), wrong, other)) {
            patches.add(SourcePatch.read(file));
        }
        List<PatchTrial> trials =
                new PatchSeries(patches, OptionalInt.empty()).tryEach(tree.source(), folder.resolve("scratch"));
        assertThat(trials).hasSize(3);
        assertThat(trials.get(0).failure()).isEmpty();
        assertThat(trials.get(0).files()).containsExactly(Path.of("price.c"));
        assertThat(trials.get(1).failure())
                .hasValueSatisfying(e -> assertThat(e.id()).isEqualTo("patch-does-not-apply"));
        assertThat(trials.get(2).tried()).isFalse();
        assertThat(folder.resolve("scratch")).doesNotExist();
        assertThat(tree.source().resolve("price.c")).content().contains("+ 7");
    }

    @Test
    void whatATreeIsBuiltWithIsFoundAndWhatItHasBuilt() throws Exception {
        assertThat(BuildDetection.of(tree.source(), 3))
                .contains(new BuildDetection("Make", Optional.empty(), "make -j3"));
        Shell.run(tree.source(), "make LDFLAGS=-Wl,--build-id && strip -o stripped shop");
        assertThat(TargetSearch.ofTree(tree.source(), () -> false))
                .filteredOn(c -> c.where() == TargetSearch.Found.IN_TREE)
                .extracting(c -> c.file().getFileName().toString(), TargetSearch.Candidate::symbols)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("shop", true),
                        org.assertj.core.groups.Tuple.tuple("stripped", false));
        Files.delete(tree.source().resolve("Makefile"));
        assertThat(BuildDetection.of(tree.source(), 3)).isEmpty();
    }
}
