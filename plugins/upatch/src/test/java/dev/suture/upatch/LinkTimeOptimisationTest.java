package dev.suture.upatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code that is made when the target is linked is told, even where a function of it looks like the object's. */
class LinkTimeOptimisationTest {
    private static final String PRICE = "int tax(int);\n"
            + "int price(int n) { int sum = 0; for (int i = 0; i < n; i++) { sum += i * UNIT; } return sum + tax(n); }\n";
    private static final String TAX = "int tax(int n) { return n / 7 + 3; }\n";
    private static final String MAIN = "int price(int); int main(int c, char **v) { (void) v; return price(c); }\n";

    @TempDir
    Path folder;

    private SmallBuild build;

    @BeforeEach
    void build() throws Exception {
        build = new SmallBuild(folder)
                .with("price", PRICE.replace("UNIT", "10"), PRICE.replace("UNIT", "12"))
                .with("tax", TAX)
                .with("main", MAIN);
        build.build();
    }

    private void link(String command) throws Exception {
        SmallBuild.run(
                List.of("sh", "-c", command.replace("FLAGS", "-Wl,--build-id -o ../program")), folder.resolve("base"));
    }

    private void assertRefused(String id, String... named) {
        assertThatThrownBy(() -> new UpatchPlugin().builder().build(build.request(), Progress.NONE))
                .isInstanceOfSatisfying(PatchException.class, e -> {
                    assertThat(e.id()).as(e.getMessage()).isEqualTo(id);
                    assertThat(e.kind()).isEqualTo(Kind.REFUSED);
                    assertThat(e.getMessage()).contains(named);
                    assertThat(e.remedy()).contains("without");
                });
    }

    @Test
    void aTargetLinkedWithItIsRefused() throws Exception {
        link("gcc -O2 -g -flto FLAGS price.c tax.c main.c");
        assertRefused("lto", "program was linked with link-time optimisation", "price.o");
    }

    @Test
    void aTargetOfWhichOnePartWasOptimisedSoIsRefusedIfThePartIsPatched() throws Exception {
        link("gcc -O2 -g -flto -c price.c -o lto.o && gcc -O2 FLAGS lto.o tax.o main.o; rm lto.o");
        assertRefused("lto", "price.o");
    }

    @Test
    void theOtherPartOfSuchATargetCanBePatched() throws Exception {
        link("gcc -O2 -g -flto -c tax.c -o lto.o && gcc -O2 FLAGS price.o lto.o main.o; rm lto.o");
        assertThat(new UpatchPlugin()
                        .builder()
                        .build(build.request(), Progress.NONE)
                        .info()
                        .functions())
                .extracting(f -> f.name())
                .containsExactly("price");
    }

    @Test
    void withoutDebuggingInformationTheMissingSourceFileTellsIt() throws Exception {
        link("gcc -O2 -flto FLAGS price.c tax.c main.c");
        assertThatThrownBy(() -> new UpatchPlugin().builder().build(build.request(), Progress.NONE))
                .isInstanceOfSatisfying(
                        PatchException.class, e -> assertThat(e.kind()).isEqualTo(Kind.REFUSED));
    }

    @Test
    void objectsOfIntermediateLanguageAreRefused() throws Exception {
        for (String side : List.of("base", "patched")) {
            SmallBuild.run(List.of("gcc", "-O2", "-flto", "-c", "price.c"), folder.resolve(side));
        }
        assertRefused("lto", "price.o is compiled for link-time optimisation");
    }

    @Test
    void bitcodeIsRefused() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/clang")), "skipped: clang is not installed");
        for (String side : List.of("base", "patched")) {
            SmallBuild.run(List.of("clang", "-O2", "-flto", "-c", "price.c"), folder.resolve(side));
        }
        assertRefused("lto", "price.o is compiled for link-time optimisation");
    }
}
