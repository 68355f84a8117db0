package dev.suture.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.plugin.PatchException;
import dev.suture.source.BuildStage;
import dev.suture.source.BuildWatch;
import dev.suture.source.Source;
import dev.suture.source.SourceBuildRequest;
import dev.suture.source.trace.CompilerTrace;
import dev.suture.upatch.UpatchPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotPatchBuildTest {
    @TempDir
    Path folder;

    private Path tree;
    private Path patch;

    @BeforeEach
    void write() throws Exception {
        for (String tool : List.of("gcc", "make", "patch", "setsid")) {
            assumeTrue(
                    Stream.of(System.getenv("PATH").split(":")).anyMatch(p -> Files.isExecutable(Path.of(p, tool))),
                    "skipped: " + tool + " is not installed");
        }
        tree = Files.createDirectory(folder.resolve("tree"));
        Files.writeString(tree.resolve("sum.c"), """
                #include <stdio.h>
                __attribute__((noinline)) int sum(int a) { return a * 3 + 7; }
                int main(int c, char **v) { (void) v; return printf("%d\\n", sum(c)) < 0; }
                """);
        Files.writeString(
                tree.resolve("Makefile"), "CFLAGS = -O1 -g\nsum: sum.o\n\t$(CC) -Wl,--build-id -o $@ sum.o\n");
        patch = Files.writeString(folder.resolve("five.patch"), """
                --- a/sum.c
                +++ b/sum.c
                @@ -1,3 +1,3 @@
                 #include <stdio.h>
                -__attribute__((noinline)) int sum(int a) { return a * 3 + 7; }
                +__attribute__((noinline)) int sum(int a) { return a * 5 + 7; }
                 int main(int c, char **v) { (void) v; return printf("%d\\n", sum(c)) < 0; }
                """);
    }

    private BuildOrder order(BuildOutput output) {
        return new BuildOrder(
                new BuildInput.FromSource(new SourceBuildRequest(
                        new Source.Tree(tree),
                        List.of(patch),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.of(folder.resolve("work")),
                        CompilerTrace.Mode.PATH,
                        List.of(),
                        2)),
                BuildOrder.STANDARD_KIND,
                "five",
                output);
    }

    private static HotPatchBuild build() {
        return new HotPatchBuild(new UpatchPlugin().builder(), "1");
    }

    @Test
    void bothBuildsAreThereAfterwardsAndCanBeMadeAPatchOfAgain() {
        BuildResult result = build().run(
                        order(new BuildOutput.PatchPackage(folder.resolve("five.tar.zst"), PackageLabels.NONE)),
                        BuildWatch.NONE);
        assertThat(folder.resolve("five.tar.zst")).isNotEmptyFile();
        assertThat(result.written().orElseThrow().manifest().hotPatches()).hasSize(1);
        BuildResult.Pair pair = result.pairs().getFirst();
        assertThat(pair.base().resolve("sum.o")).exists();
        assertThat(pair.target()).isRegularFile();

        BuildOrder ready = new BuildOrder(
                new BuildInput.FromBuilds(
                        pair.base(), pair.patched(), new dev.suture.source.TargetFile(pair.target(), Optional.empty())),
                BuildOrder.STANDARD_KIND,
                "five",
                new BuildOutput.HotPatches(folder.resolve("five.upatch")));
        BuildResult again = build().run(ready, BuildWatch.NONE);
        assertThat(again.made().built().getFirst().info().id())
                .isEqualTo(result.made().built().getFirst().info().id());
        assertThat(folder.resolve("five.upatch")).isNotEmptyFile();
    }

    @Test
    void whatTheStagesTookIsKnownToTheNextBuildInTheFolder() {
        Path work = folder.resolve("work");
        assertThat(BuildTimes.read(work)).isEqualTo(BuildTimes.NONE);
        build().run(order(new BuildOutput.HotPatches(folder.resolve("five.upatch"))), BuildWatch.NONE);
        BuildTimes first = BuildTimes.read(work);
        assertThat(first.stages())
                .containsKeys(
                        BuildStage.SOURCE, BuildStage.TRY, BuildStage.BASE, BuildStage.PATCHED, BuildStage.HOT_PATCH);
        assertThat(first.stages().get(BuildStage.BASE).millis()).isPositive();
        build().run(order(new BuildOutput.HotPatches(folder.resolve("five.upatch"))), BuildWatch.NONE);
        assertThat(BuildTimes.read(work).stages().get(BuildStage.BASE))
                .as("was not run again")
                .isEqualTo(first.stages().get(BuildStage.BASE));
    }

    @Test
    void whatIsWrongWithTheOutputIsSaidBeforeAnythingIsBuilt() {
        BuildOrder bad = new BuildOrder(
                order(new BuildOutput.HotPatches(folder)).input(),
                BuildOrder.STANDARD_KIND,
                "white space",
                new BuildOutput.PatchPackage(folder.resolve("x.tar.zst"), PackageLabels.NONE));
        assertThatThrownBy(() -> build().run(bad, BuildWatch.NONE))
                .isInstanceOfSatisfying(
                        PatchException.class, e -> assertThat(e.id()).isEqualTo("package-name"));
        assertThat(folder.resolve("work")).doesNotExist();
    }
}
