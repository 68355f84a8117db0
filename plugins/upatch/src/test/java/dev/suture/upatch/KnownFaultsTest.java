package dev.suture.upatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchInfo.PatchedFunction;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What other builders of this format got wrong, done right here. */
class KnownFaultsTest {
    @TempDir
    Path folder;

    /** Nothing is written, and what was there before stays. */
    private void assertRefused(SmallBuild build, String id, String named) throws Exception {
        Path output = Files.writeString(folder.resolve("small.upatch"), "an earlier patch");
        assertThatThrownBy(build::build).isInstanceOfSatisfying(PatchException.class, e -> {
            assertThat(e.id()).as(e.getMessage()).isEqualTo(id);
            assertThat(e.kind()).isEqualTo(Kind.REFUSED);
            assertThat(e.getMessage()).contains(named);
            assertThat(e.remedy()).isNotBlank();
        });
        assertThat(output).hasContent("an earlier patch");
    }

    @Test
    void aChangeOfDataAloneGivesNoEmptyPatch() throws Exception {
        String source = "int limit = LIMIT; int get(void) { return limit; } int main(void) { return get() & 0; }\n";
        assertRefused(
                new SmallBuild(folder).with("data", source.replace("LIMIT", "5"), source.replace("LIMIT", "6")),
                "data-changed",
                "limit");
    }

    @Test
    void addedDataThatNobodyUsesGivesNoEmptyPatch() throws Exception {
        String source = "int main(void) { return 0; }\n";
        assertRefused(
                new SmallBuild(folder).with("data", source, source + "int unused_table[4] = {1, 2, 3, 4};\n"),
                "no-function-changed",
                "function");
    }

    @Test
    void changedPointersInDataAreToldBesidesAChangedFunction() throws Exception {
        String source = """
                static int a(void) { return 1; }
                static int b(void) { return 2; }
                int (*table[])(void) = {FIRST, b};
                __attribute__((noinline)) int pick(int n) { return table[n & 1]() + EXTRA; }
                int main(int argc, char **argv) { (void) argv; return a() + pick(argc) > 100; }
                """;
        assertRefused(
                new SmallBuild(folder)
                        .with(
                                "table",
                                source.replace("FIRST", "a").replace("EXTRA", "0"),
                                source.replace("FIRST", "b").replace("EXTRA", "n * 3")),
                "data-changed",
                "table");
    }

    @Test
    void aNewLiteralAndFloatConstantsMakeNoOtherFunctionChange() throws Exception {
        String source = """
                #include <stdio.h>
                #define KEPT __attribute__((noinline, noipa))
                KEPT int edited(int n) { EDIT return printf("sum %d\\n", n); }
                KEPT double scaled(double x) { return x * 2.5 + 0.125; }
                KEPT float halved(float x) { return x * 0.5f; }
                KEPT const char *named(int n) { return n ? "one" : "other"; }
                KEPT int choice(int n) {
                    switch (n) { case 0: puts("a"); return 3; case 1: puts("b"); return 5; case 2: puts("c"); return 8;
                        case 3: puts("d"); return 1; case 4: puts("e"); return 9; default: return 0; }
                }
                int main(int argc, char **argv) {
                    return edited(argc) + (int) scaled(argc) + (int) halved(argc) + *named(argc) + choice(argc) + !argv;
                }
                """;
        SmallBuild build = new SmallBuild(folder)
                .with(
                        "literals",
                        source.replace("EDIT", ""),
                        source.replace("EDIT", "if (n < 0) { puts(\"negative\"); n = (int) (n * 0.75); }"));
        assertThat(build.build().info().functions())
                .extracting(PatchedFunction::name)
                .containsExactly("edited");
    }

    @Test
    void aTargetWithoutBuildIdIsRefused() throws Exception {
        String source =
                "__attribute__((noinline)) int f(int n) { return n * 3 + EXTRA; } int main(void) { return f(0); }\n";
        assertRefused(
                new SmallBuild(folder)
                        .with("id", source.replace("EXTRA", "n / 7"), source.replace("EXTRA", "n / 9"))
                        .linkedWith("-Wl,--build-id=none"),
                "no-build-id",
                "build-id");
    }
}
