package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.plugin.PatchInfo.PatchedFunction;
import dev.suture.upatch.UpatchPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code suture build} cannot or must not do: each with its exit code, the reason, and what to do about it. */
class BuildRefusalTest {
    private static final String UNPATCHED = "an earlier patch";

    @TempDir
    Path folder;

    private ShopSource shop;
    private Path output;

    @BeforeEach
    void write() throws Exception {
        shop = new ShopSource(folder);
        output = Files.writeString(folder.resolve("fix.upatch"), UNPATCHED);
    }

    /** Nothing is written, and what was there before stays. */
    private CommandRun assertFails(int exitCode, String message, String remedy, String... more) throws Exception {
        CommandRun run = shop.run(shop.build(output, folder.resolve("work"), more));
        assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
        String told = run.err().substring(run.err().indexOf("\nsuture: "));
        assertThat(told).contains(message);
        assertThat(told.substring(told.indexOf("\n  → "))).contains(remedy);
        assertThat(output).hasContent(UNPATCHED);
        return run;
    }

    @Test
    void aPatchThatDoesNotApply() throws Exception {
        shop.patch("price.c", "+ limit", "+ limit * 2");
        shop.with("price.c", ShopSource.PRICE.replace("+ limit", "- limit"));
        assertFails(2, "fix.patch does not apply", "--strip");
        assertThat(folder.resolve("work/records-base")).as("nothing was built").doesNotExist();
    }

    @Test
    void aBuildThatFailsShowsItsOwnFirstError() throws Exception {
        shop.patch("price.c", "+ limit", "+ limit * 2");
        shop.with("main.c", "int main(void)\n{\n    retrun 0;\n}\n");
        CommandRun run = assertFails(2, "The base build failed: `make -j2` ended with exit status 2", "build.log");
        assertThat(run.err().lines().filter(l -> l.startsWith("suture: ")))
                .singleElement()
                .asString()
                .startsWith("suture: main.c:3:5: error: ");
    }

    @Test
    void aPatchThatDoesNotCompile() throws Exception {
        shop.patch("price.c", "+ limit", "+ limits");
        CommandRun run = assertFails(2, "The patched build failed", "build.log");
        assertThat(run.err()).contains("suture: price.c:5:27: error: ", "limits");
    }

    @Test
    void aTargetOfAnotherCompiler() throws Exception {
        shop.patch("price.c", "+ limit", "+ limit * 2");
        Path target = shop.target("");
        shop.shell("printf 'GCC: (Debian 11.3.0-12) 11.3.0\\0' >c && objcopy --update-section .comment=c '%s'"
                .formatted(target));
        assertFails(
                3, "was built with gcc 11.3.0, and price.o now with gcc", "CC=gcc-11", "--target", target.toString());
    }

    @Test
    void aChangeOfDataAloneIsNoEmptyPatch() throws Exception {
        shop.patch("price.c", "limit = 40", "limit = 50");
        CommandRun run = assertFails(
                3, "[data-changed] price.o: The initial value of existing data limit changed", "Leave limit");
        assertThat(run.err()).contains("BLOCKER data-changed");
    }

    @Test
    void aChangeOfDataBesidesOneOfCode() throws Exception {
        shop.with(
                "price.c",
                ShopSource.PRICE.replace("limit = 40", "limit[] = {40, 41}").replace("+ limit", "+ limit[0]"));
        shop.patch("price.c", "{40, 41}", "{40, 41, 42}");
        assertFails(3, "[data-size-changed]", "Leave limit");
    }

    @Test
    void aNewThreadLocalVariable() throws Exception {
        shop.patch("price.c", "int limit = 40;", "static __thread int calls;\nint limit = 40;");
        shop.patch(
                "price.c",
                "    return count * UNIT",
                "    static __thread int calls;\n    return ++calls + count * UNIT");
        assertFails(3, "[tls-added]", "table keyed by the thread");
    }

    @Test
    void anIndirectFunctionWithAnotherChoice() throws Exception {
        String resolved = """
                static int plain(int n) { return n * 10 + 40; }
                static int quick(int n) { return n * 11 + 40; }
                static void *choose(void) { return plain; }
                int price(int count) __attribute__((ifunc("choose")));
                """;
        shop.with("price.c", resolved);
        shop.patch("price.c", "return plain", "return quick");
        assertFails(
                3,
                "price is an indirect function; its resolver ran when the process started",
                "functions the resolver chooses");
    }

    @Test
    void aBuildWithLinkTimeOptimisation() throws Exception {
        shop.patch("price.c", "+ limit", "+ limit * 2");
        assertFails(
                3, "is compiled with -flto: ", "-fno-lto", "--build-command", "make CFLAGS='-O2 -flto' LDFLAGS=-flto");
    }

    @Test
    void aTargetThatWasLinkedWithIt() throws Exception {
        shop.patch("price.c", "+ limit", "+ limit * 2");
        Path target = shop.target("CFLAGS='-O2 -g -flto' LDFLAGS=-flto");
        assertFails(3, "shop was linked with link-time optimisation", "-fno-lto", "--target", target.toString());
    }

    @Test
    void aTargetWithoutBuildId() throws Exception {
        shop.patch("price.c", "+ limit", "+ limit * 2");
        Path target = shop.target("");
        shop.shell("objcopy --remove-section .note.gnu.build-id '%s'".formatted(target));
        assertFails(3, "has no build-id", "-Wl,--build-id", "--target", target.toString());
    }

    @Test
    void aTargetOfAnotherBuild() throws Exception {
        shop.with("price.c", ShopSource.PRICE.replace("count * UNIT", "count * UNIT / 3"));
        Path target = shop.target("");
        shop.with("price.c", ShopSource.PRICE);
        shop.patch("price.c", "+ limit", "+ limit * 2");
        assertFails(
                3,
                "Function price of price.o differs from the one in shop",
                "exactly as the target was built",
                "--target",
                target.toString());
    }

    @Test
    void aPatchThatChangesNoCode() throws Exception {
        shop.patch("price.c", "#include \"price.h\"", "#include \"price.h\" /* UNIT */");
        assertFails(3, "linked/shop needs no patch: what the source patches touch compiles to the same", "Check that");
    }

    @Test
    void aNewLiteralAndAFloatingPointConstantChangeNoOtherFunction() throws Exception {
        String source = """
                #include <stdio.h>
                #include "price.h"
                #define KEPT __attribute__((noinline, noipa))
                int price(int count) { /* first */ return printf("sum of %d\\n", count); }
                KEPT double scaled(double x) { return x * 2.5 + 0.125; }
                KEPT const char *named(int n) { return n ? "one" : "other"; }
                """;
        shop.with("price.c", source);
        shop.patch("price.c", "/* first */", "if (count < 0) { puts(\"negative\"); count = (int) (count * 0.75); }");
        CommandRun run = shop.run(shop.build(output, folder.resolve("work")));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(new UpatchPlugin().reader().read(output).functions())
                .extracting(PatchedFunction::name)
                .containsExactly("price");
    }

    @Test
    void aFileThatIsNoPatchGivenToApply() throws Exception {
        Path text = Files.writeString(
                folder.resolve("note.upatch"), "Dear all, long enough to be taken for a header of ELF\n".repeat(9));
        CommandRun run = shop.run(List.of("apply", text.toString()));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("note.upatch is not a hot patch of a known kind", "  → ");
    }

    @Test
    void anUnknownWayToTrace() throws Exception {
        shop.patch("price.c", "+ limit", "+ limit * 2");
        CommandRun run = shop.run(shop.build(output, folder.resolve("work"), "--trace", "magic"));
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("'magic' is none of: path, mount");
    }

    @Test
    void tracingByUprobeIsToldToBeAMount() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "skipped: mounting needs root");
        assumeTrue(
                new ProcessBuilder("unshare", "--mount", "true").start().waitFor() == 0,
                "skipped: no mount namespace can be made here");
        shop.patch("price.c", "+ limit", "+ limit * 2");
        CommandRun run =
                shop.run(shop.build(folder.resolve("fix.tar.zst"), folder.resolve("work"), "--trace", "uprobe"));
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.err()).contains("--trace mount");
    }
}
