package dev.suture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.plugin.PatchInfo.PatchedFunction;
import dev.suture.source.trace.CompilerTrace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hot patches from source through each kind of build. */
class BuildSystemsTest {
    @TempDir
    Path folder;

    private SmallTree tree;

    @BeforeEach
    void writeTree() throws Exception {
        Shell.need("gcc", "make", "patch", "diff");
        tree = SmallTree.in(folder);
    }

    private static List<String> functions(SourceHotPatch.Result result) {
        assertThat(result.patches()).hasSize(1);
        return result.patches().getFirst().info().functions().stream()
                .map(PatchedFunction::name)
                .toList();
    }

    @Test
    void makeBuildsOnlyWhatThePatchTouches() throws Exception {
        SourceHotPatch.Result result = tree.withMakefile().patched().build();
        assertThat(functions(result)).containsExactly("price");
        assertThat(result.source().baseCompilations()).isEqualTo(2);
        assertThat(result.source().patchedCompilations()).isEqualTo(1);
        assertThat(result.notes()).isEmpty();
    }

    @Test
    void cmakeIsRecognised() throws Exception {
        Shell.need("cmake");
        tree.with(
                "CMakeLists.txt",
                "cmake_minimum_required(VERSION 3.13)\nproject(shop C)\nadd_library(price STATIC price.c)\n"
                        + "add_executable(shop main.c)\ntarget_link_libraries(shop price)\n");
        SourceHotPatch.Result result = tree.patched().build();
        assertThat(functions(result)).containsExactly("price");
        assertThat(result.source().patchedCompilations()).isEqualTo(1);
    }

    @Test
    void mesonIsRecognised() throws Exception {
        Shell.need("meson", "ninja");
        tree.with("meson.build", "project('shop', 'c')\nexecutable('shop', 'main.c', 'price.c')\n");
        SourceHotPatch.Result result = tree.patched().build();
        assertThat(functions(result)).containsExactly("price");
        assertThat(result.source().patchedCompilations()).isEqualTo(1);
    }

    @Test
    void autotoolsWithLibtoolAreRecognised() throws Exception {
        Shell.need("autoreconf", "libtoolize");
        tree.with(
                        "configure.ac",
                        "AC_INIT([shop],[1])\nAM_INIT_AUTOMAKE([foreign])\nAC_CONFIG_MACRO_DIRS([m4])\nAC_PROG_CC\n"
                                + "AM_PROG_AR\nLT_INIT\nAC_CONFIG_FILES([Makefile])\nAC_OUTPUT\n")
                .with(
                        "Makefile.am",
                        "lib_LTLIBRARIES = libprice.la\nlibprice_la_SOURCES = price.c price.h\nbin_PROGRAMS = shop\n"
                                + "shop_SOURCES = main.c\nshop_LDADD = libprice.la\n")
                .with("m4/.keep", "");
        SourceHotPatch.Result result = tree.patched().build();
        // Linked from the position-independent one of both objects that libtool makes of each source.
        assertThat(functions(result)).containsExactly("price");
        assertThat(result.patches().getFirst().info().targetName()).startsWith("libprice.so");
    }

    @Test
    void aProgramCompiledAndLinkedByOneCommandHasItsObjectsMadeAgain() throws Exception {
        SourceHotPatch.Result result =
                tree.builtBy("gcc -O2 -MMD -o shop main.c price.c").patched().build();
        assertThat(functions(result)).containsExactly("price");
    }

    @Test
    void ofSeveralProgramsTheNamedOneIsPatched() throws Exception {
        tree.with(
                        "Makefile",
                        "all: shop stall\nshop: main.o price.o\n\t$(CC) -o $@ main.o price.o\n"
                                + "stall: main.o price.o\n\t$(CC) -s -o $@ main.o price.o\n")
                .patched()
                .target(Path.of("shop"));
        SourceHotPatch.Result result = tree.build();
        assertThat(functions(result)).containsExactly("price");
        assertThat(result.patches().getFirst().info().targetName()).isEqualTo("shop");
        assertThat(result.targets().getFirst().target().installed())
                .as("it only lies in the work folder")
                .isEmpty();
    }

    @Test
    void objectsThatTheBuildRemovesAreMadeAgain() throws Exception {
        SourceHotPatch.Result result = tree.builtBy(
                        "gcc -O2 -c main.c && gcc -O2 -c price.c && gcc -o shop main.o price.o && rm main.o price.o")
                .patched()
                .build();
        assertThat(functions(result)).containsExactly("price");
    }

    @Test
    void aHeaderThatTheMakefileDoesNotKnowOfIsNotMissed() throws Exception {
        tree.with("Makefile", "CFLAGS = -O2\nshop: main.o price.o\n\t$(CC) -o $@ main.o price.o\n");
        SourceHotPatch.Result result =
                tree.patched("price.h", "UNIT 10", "UNIT 12").build();
        assertThat(functions(result)).containsExactly("price");
        assertThat(result.notes()).anyMatch(n -> n.contains("price.o") && n.contains("as recorded"));
    }

    @Test
    void aNewSourceIsCarriedByThePatch() throws Exception {
        tree.withMakefile();
        Path patch = Files.writeString(folder.resolve("new.patch"), """
                --- a/Makefile
                +++ b/Makefile
                @@ -1,4 +1,4 @@
                 CFLAGS = -O2 -g
                -shop: main.o price.o
                -\t$(CC) $(LDFLAGS) -o $@ main.o price.o
                +shop: main.o price.o rebate.o
                +\t$(CC) $(LDFLAGS) -o $@ main.o price.o rebate.o
                 main.o price.o: price.h
                --- a/price.c
                +++ b/price.c
                @@ -1,7 +1,8 @@
                 #include <assert.h>
                 #include "price.h"
                +int rebate(int count);
                 int price(int count)
                 {
                     assert(count > 0);
                -    return count * UNIT + 7;
                +    return count * UNIT + 7 - rebate(count);
                 }
                --- /dev/null
                +++ b/rebate.c
                @@ -0,0 +1,2 @@
                +int rebate(int count);
                +int rebate(int count) { return count > 9 ? count / 10 : 0; }
                """);
        SourceHotPatch.Result result = tree.withPatch(patch).build();
        assertThat(functions(result)).containsExactly("price");
        assertThat(result.source().targets().getFirst().names()).contains("rebate.o");
    }

    @Test
    void anAbsolutePathToTheCompilerIsToldAndMountingHelps() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/gcc")), "skipped: there is no /usr/bin/gcc");
        tree.with(
                "Makefile",
                "shop: main.o price.o\n\t/usr/bin/gcc -o $@ main.o price.o\n%.o: %.c\n\t/usr/bin/gcc -O2 -c $<\n");
        Refusals.assertFails(tree.patched()::build, 2, "compiler-not-traced", "main.o", "--trace mount");

        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: mounting needs root");
        assumeTrue(
                new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0,
                "skipped: no mount namespace can be made here");
        assertThat(functions(tree.tracedBy(CompilerTrace.Mode.MOUNT).build())).containsExactly("price");
    }

    @Test
    void aBuildThroughCcacheIsTraced() throws Exception {
        Shell.need("ccache");
        tree.with(
                        "Makefile",
                        "export CCACHE_DIR = %s\nCC = ccache gcc\nCFLAGS = -O2\n".formatted(folder.resolve("cache"))
                                + "shop: main.o price.o\n\t$(CC) -o $@ main.o price.o\n")
                .patched();
        assertThat(functions(tree.build())).containsExactly("price");
    }

    @Test
    void whereTheSourceStandsDoesNotShow() throws Exception {
        SourceHotPatch.Result result = tree.builtBy(
                        "gcc -O2 -c \"$PWD/price.c\" && gcc -O2 -c main.c && gcc -o shop main.o price.o")
                .patched()
                .build();
        Path base = result.source().targets().getFirst().base().resolve("price.o");
        assertThat(Shell.run(folder, "strings '%s'".formatted(base)))
                .as("__FILE__ of assert")
                .contains(tree.source().toRealPath().resolve("price.c").toString())
                .doesNotContain(tree.work().toRealPath() + "/tree");
    }
}
