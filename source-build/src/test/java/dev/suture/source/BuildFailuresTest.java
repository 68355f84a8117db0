package dev.suture.source;

import static dev.suture.source.Refusals.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is told with its place and what to do, and harms nothing. */
class BuildFailuresTest {
    @TempDir
    Path folder;

    private SmallTree tree;

    @BeforeEach
    void writeTree() throws Exception {
        Shell.need("gcc", "make", "patch", "diff");
        tree = SmallTree.in(folder).withMakefile();
    }

    @Test
    void aPatchThatDoesNotApplyIsNamedWithFileAndHunkBeforeAnythingIsBuilt() throws Exception {
        tree.patched();
        tree.with("price.c", SmallTree.PRICE.replace("+ 7", "- 1"));
        assertFails(tree::build, 2, "patch-does-not-apply", "0-price.c.patch", "price.c: hunk 1 at line ", "--strip");
        assertThat(Files.exists(tree.work().resolve("records-base"))).isFalse();
    }

    @Test
    void aPatchThatIsAppliedAlreadyIsNamedSo() throws Exception {
        tree.patched();
        tree.with("price.c", SmallTree.PRICE.replace("+ 7", "+ 9"));
        assertFails(tree::build, 2, "patch-does-not-apply", "applied already");
    }

    @Test
    void aPatchForAFileThatIsNotThereNamesIt() throws Exception {
        tree.patched();
        Files.delete(tree.source().resolve("price.c"));
        assertFails(tree::build, 2, "patch-does-not-apply", "price.c is not in the tree");
    }

    @Test
    void aPatchFileThatIsMissingOrNoPatchIsNamed() throws Exception {
        assertFails(tree.withPatch(folder.resolve("none.patch"))::build, 2, "patch-missing", "none.patch");
        Path text = Files.writeString(folder.resolve("note.txt"), "Dear all\n");
        assertFails(tree.forgetPatches().withPatch(text)::build, 2, "patch-malformed", "note.txt");
    }

    @Test
    void patchesApplyInTheirOrder() throws Exception {
        tree.patched("price.c", "+ 7", "+ 8");
        tree.with("price.c", SmallTree.PRICE.replace("+ 7", "+ 8"));
        tree.patched("price.c", "+ 8", "+ 9");
        tree.with("price.c", SmallTree.PRICE);
        assertThat(tree.build().patches()).hasSize(1);
        assertThat(Files.readString(tree.work().resolve("tree/shop/price.c"))).contains("+ 9");
    }

    @Test
    void theBuildsOwnFirstErrorComesFirst() throws Exception {
        tree.with("main.c", SmallTree.MAIN.replace("return 0;", "retrun 0;"));
        tree.patched();
        assertThatThrownBy(tree::build).isInstanceOfSatisfying(PatchException.class, e -> {
            assertThat(e.id()).isEqualTo("build-failed");
            assertThat(e.getMessage().lines().findFirst().orElseThrow())
                    .startsWith("main.c:7")
                    .contains("error");
            assertThat(e.getMessage()).contains("base build failed", "make -j2", "exit status 2");
            assertThat(e.remedy()).contains("build.log");
        });
    }

    @Test
    void aPatchThatDoesNotCompileFailsThePatchedBuildAndTheBaseIsKept() throws Exception {
        tree.patched("price.c", "+ 7;", "+ nothing;");
        assertFails(tree::build, 2, "build-failed", "price.c:6", "patched build");
        tree.forgetPatches().patched();
        SourceHotPatch.Result result = tree.build();
        assertThat(result.patches()).hasSize(1);
        assertThat(result.source().base().isZero())
                .as("the base build was there")
                .isTrue();
    }

    @Test
    void aMissingCompilerIsNamed() throws Exception {
        tree.builtBy("make CC=wondrous-gcc").patched();
        assertFails(tree::build, 2, "compiler-missing", "wondrous-gcc");
    }

    @Test
    void anUnknownBuildSystemAsksForACommand() throws Exception {
        Files.delete(tree.source().resolve("Makefile"));
        tree.patched();
        assertFails(tree::build, 2, "build-system-unknown", "--build-command");
    }

    @Test
    void linkTimeOptimisationIsRefused() throws Exception {
        tree.builtBy("make CFLAGS='-O2 -flto' LDFLAGS=-flto").patched();
        assertFails(tree::build, 3, "lto", "-flto", "main.o", "-fno-lto");
    }

    @Test
    void aPatchThatReachesNothingIsRefused() throws Exception {
        tree.with("README", "Prices.\n").patched("README", "Prices.", "Higher prices.");
        assertFails(tree::build, 3, "nothing-recompiled", "README");
    }

    @Test
    void aPatchThatChangesNoCodeIsRefused() throws Exception {
        tree.patched("price.c", "#include <assert.h>", "#include <assert.h> /* why */");
        assertFails(tree::build, 3, "no-change", "nothing to patch");
    }

    @Test
    void aPatchForAnotherProgramOfTheTreeIsRefused() throws Exception {
        tree.with(
                        "Makefile",
                        "CFLAGS = -O2\nall: shop other\nshop: main.o price.o\n\t$(CC) -o $@ $^\n"
                                + "other: other.o\n\t$(CC) -o $@ $^\n")
                .with("other.c", "int main(int c, char **v) { (void) v; return c * 3 + 4; }\n")
                .patched("other.c", "+ 4", "+ 5");
        Path shop = folder.resolve("shop-elsewhere/shop");
        Files.createDirectories(shop.getParent());
        Shell.run(tree.source(), "make CFLAGS='-O2 -g' && cp shop '%s' && rm -f *.o shop other".formatted(shop));
        assertFails(tree.target(shop)::build, 3, "target-not-reached", "other.o", "shop");
    }

    @Test
    void aTargetThatIsNoFileIsToldBeforeAnythingIsBuilt() throws Exception {
        tree.withMakefile().patched().target(folder.resolve("away/shop"));
        assertFails(tree::build, 2, "target-missing", "There is no file", "away/shop");
        assertThat(tree.log()).doesNotExist();
    }

    @Test
    void aNameOfNothingThatTheBuildLinksIsAnsweredWithWhatItLinks() throws Exception {
        tree.withMakefile().patched().target(Path.of("shoppe"));
        assertFails(tree::build, 2, "target-missing", "shoppe", "linked/shop");
    }

    @Test
    void aTargetOfAnotherCompilerIsRefused() throws Exception {
        Shell.need("clang");
        Path target = folder.resolve("elsewhere");
        Shell.run(tree.source(), "clang -O2 -Wl,--build-id -o '%s' main.c price.c".formatted(target));
        tree.target(target).builtBy("gcc -O2 -c main.c price.c && gcc -o elsewhere main.o price.o");
        // The C start files of the target are gcc's: their word must not count for its own code.
        Shell.run(folder, "objcopy --remove-section .comment elsewhere");
        Shell.run(
                tree.source(),
                "printf 'Debian clang version 14.0.6\\0' > c && objcopy --add-section .comment=c '%s' && rm c"
                        .formatted(target));
        assertFails(tree.patched()::build, 3, "compiler-mismatch", "clang 14", "now with gcc");
    }

    @Test
    void aSourceThatIsNotThereIsNamed() throws Exception {
        tree.patched();
        Shell.run(folder, "rm -r shop");
        assertFails(tree::build, 2, "source-missing", "shop");
    }

    @Test
    void aWorkFolderWithSomethingElseInItIsLeftAlone() throws Exception {
        Files.createDirectories(tree.work());
        Path letter = Files.writeString(tree.work().resolve("letter"), "mine");
        assertFails(tree.patched()::build, 2, "work-folder-taken", "--work");
        assertThat(letter).hasContent("mine");
    }

    @Test
    void whenThereIsNoSpaceLeftItIsSaid() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: mounting a small file system needs root");
        Path small = Files.createDirectories(folder.resolve("work"));
        assumeTrue(
                new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=256k", "none", small.toString())
                                .start()
                                .waitFor()
                        == 0,
                "skipped: no small file system can be mounted here");
        try {
            tree.patched().builtBy("head -c 1000000 /dev/zero > filling && make");
            assertFails(tree::build, 2, "no-space", "--work");
        } finally {
            Shell.run(folder, "umount work");
        }
    }

    @Test
    void cancellingLeavesNothingRunningAndTheNextRunGoesOn() throws Exception {
        tree.with(
                "Makefile",
                "shop: main.o price.o\n\t$(CC) -o $@ main.o price.o\nprice.o: | wait\nwait: main.o\n"
                        + "\ttest -e go || { touch waiting; sleep 600; }\n");
        tree.patched().builtBy("make CFLAGS=-O2");
        Path waiting = tree.work().resolve("tree/shop/waiting");
        Progress cancel = new Progress() {
            @Override
            public boolean cancelled() {
                return Files.exists(waiting);
            }
        };
        assertFails(() -> tree.build(cancel), 2, "cancelled", "--work");
        assertThat(processesIn(tree.work())).isEmpty();

        Path main = tree.work().resolve("tree/shop/main.o");
        var compiled = Files.getLastModifiedTime(main);
        Files.createFile(tree.work().resolve("tree/shop/go"));
        assertThat(tree.build().patches()).hasSize(1);
        assertThat(Files.getLastModifiedTime(main))
                .as("what was compiled stays")
                .isEqualTo(compiled);
    }

    private static List<String> processesIn(Path place) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(p -> p.getFileName().toString().matches("\\d+"))
                    .filter(p -> {
                        try {
                            return Files.readSymbolicLink(p.resolve("cwd")).startsWith(place.toRealPath());
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .map(Path::toString)
                    .toList();
        }
    }

    /** As if it had been killed between applying the patches and writing that down. */
    @Test
    void aRunThatWasCutOffWhileItAppliedThePatchesIsGoneOnWith() throws Exception {
        byte[] whole =
                Files.readAllBytes(tree.patched().build().patches().getFirst().file());
        Path state = tree.work().resolve("state.json");
        Files.writeString(state, Files.readString(state).replace("PATCHED_BUILT", "BASE_BUILT"));
        assertThat(tree.build().patches().getFirst().file()).hasBinaryContent(whole);

        Files.writeString(state, Files.readString(state).replace("PATCHED_BUILT", "BASE_BUILT"));
        // Half of what was to be put aside; the tree is not patched yet.
        Shell.run(
                tree.work(),
                "cp originals/files/price.c tree/shop/ && mv originals originals.part && rm originals.part/files/*");
        assertThat(tree.build().patches().getFirst().file()).hasBinaryContent(whole);
        assertThat(tree.work().resolve("originals/files/price.c")).hasContent(SmallTree.PRICE.stripTrailing());
    }

    @Test
    void anotherPatchGoesOnFromTheBaseBuild() throws Exception {
        tree.patched();
        tree.build();
        tree.forgetPatches().patched("main.c", "%d\\n", "%d EUR\\n");
        SourceHotPatch.Result result = tree.build();
        assertThat(result.source().base().isZero()).isTrue();
        assertThat(result.patches().getFirst().info().functions())
                .extracting(f -> f.name())
                .containsExactly("main");
    }

    @Test
    void whatAFormerBuildLeftInTheTreeIsNotTaken() throws Exception {
        Shell.run(tree.source(), "make CFLAGS=-O0 && mkdir build && touch build/CMakeCache.txt");
        String before = Shell.run(tree.source(), "find . -type f | sort | xargs sha256sum");
        SourceHotPatch.Result result = tree.patched().build();
        assertThat(result.source().baseCompilations()).isEqualTo(2);
        assertThat(Files.exists(tree.work().resolve("tree/shop/build"))).isFalse();
        assertThat(Shell.run(tree.source(), "find . -type f | sort | xargs sha256sum"))
                .isEqualTo(before);
    }
}
