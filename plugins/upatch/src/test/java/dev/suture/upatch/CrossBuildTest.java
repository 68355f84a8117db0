package dev.suture.upatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.elf.AArch64;
import dev.suture.elf.ElfFile;
import dev.suture.elf.Machine;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.PatchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patches for AArch64, made on whatever machine runs this. */
class CrossBuildTest {
    private static final String GCC = "aarch64-linux-gnu-gcc";

    private static final String MAIN = """
            int entry(int);
            int main(int argc, char **argv) { (void) argv; return entry(argc); }
            """;

    private static final String SOURCE = """
            #include <stdio.h>
            static struct { long calls; long sum; } totals;
            static int (*stored)(int);
            __attribute__((noinline, noipa)) int step(int n) { return n * FACTOR; }
            __attribute__((noinline, noipa)) int entry(int n) {
              stored = step;
              totals.calls++;
              totals.sum += step(n);
              printf("%ld %ld\\n", totals.calls, totals.sum * FACTOR);
              return stored(n);
            }
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void needsTheCompiler() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin", GCC)),
                "skipped: " + GCC + " is not installed (gcc-aarch64-linux-gnu, libc6-dev-arm64-cross)");
    }

    @Test
    void callsReachTheReplacementAndStoredAddressesTheOriginal() throws Exception {
        BuiltPatch built = build(source(SOURCE)).build();
        ElfFile patch = ElfFile.open(built.file());
        assertThat(patch.header().machine()).isEqualTo(Machine.AARCH64);
        assertThat(built.info().machine()).isEqualTo("aarch64");
        assertThat(links(patch, ".text.entry", "step"))
                .contains("R_AARCH64_CALL26 in the patch")
                .contains("R_AARCH64_ADR_PREL_PG_HI21 in the target", "R_AARCH64_ADD_ABS_LO12_NC in the target")
                .doesNotContain("R_AARCH64_CALL26 in the target");
        ElfFile target = ElfFile.open(build(source(SOURCE)).target());
        long variable = target.symbols().stream()
                .filter(s -> s.name().equals("totals"))
                .findFirst()
                .orElseThrow()
                .value();
        assertThat(patch.symbols().stream().filter(s -> s.name().equals("totals")))
                .as("the program's own variable")
                .allMatch(s -> s.sectionIndex() == Symbol.LIVEPATCH && s.value() == variable)
                .hasSize(1);
    }

    @Test
    void aFunctionThroughWhichExceptionsPassRegistersItsRecords() throws Exception {
        String source = """
                #include <stdio.h>
                void over(int *n) { printf("%d\\n", *n); }
                __attribute__((noinline, noipa)) int entry(int n) {
                  __attribute__((cleanup(over))) int left = n * FACTOR;
                  return puts("in") + left;
                }
                """;
        BuiltPatch built = build(source(source))
                .compiledWith("-fexceptions")
                .linkedWith("-fexceptions")
                .build();
        ElfFile patch = ElfFile.open(built.file());
        Section registration = patch.section(".text.suture.unwind").orElseThrow();
        assertThat(links(patch, ".text.suture.unwind", "__register_frame"))
                .containsExactly("R_AARCH64_CALL26 looked up");
        assertThat(registration.contents().i32(registration.size() - 4))
                .as("ret")
                .isEqualTo(0xd65f03c0);
        assertThat(patch.section(".eh_frame")).isPresent();
    }

    @Test
    void dataReachedByItsDistanceFromOtherDataIsRefused() throws Exception {
        String source = """
                static int first, second, third;
                __attribute__((noinline, noipa)) int entry(int n) {
                  first += n; second += first * FACTOR; third -= second;
                  return first + second + third;
                }
                """;
        SmallBuild small = build(source(source)).compiledWith("-fno-data-sections");
        assertThatThrownBy(small::build)
                .isInstanceOfSatisfying(
                        PatchException.class, e -> assertThat(e.id()).isEqualTo("data-sections-missing"))
                .hasMessageContaining("entry of");
    }

    @Test
    void threadLocalVariablesOfLibrariesAreRefused() throws Exception {
        String source = """
                __thread int count;
                __attribute__((noinline, noipa)) int entry(int n) { count += n * FACTOR; return count; }
                """;
        SmallBuild small = build(source(source)).compiledWith("-fPIC").linkedWith("-shared");
        assertThatThrownBy(small::build)
                .isInstanceOfSatisfying(
                        PatchException.class, e -> assertThat(e.id()).isEqualTo("relocation-unsupported"))
                .hasMessageContaining("R_AARCH64_TLSDESC_");
    }

    private SmallBuild build(String... sides) {
        return new SmallBuild(folder, GCC).with("main", MAIN).with("part", sides[0], sides[1]);
    }

    private static String[] source(String text) {
        return new String[] {text.replace("FACTOR", "3"), text.replace("FACTOR", "5")};
    }

    /** For each relocation of a section that leads to the symbol: its type, and where the symbol is. */
    private static List<String> links(ElfFile patch, String section, String name) {
        Section from = patch.section(section).orElseThrow();
        List<Relocation> relocations =
                patch.relocations(patch.relocationSectionsOf(from).getFirst());
        return relocations.stream()
                .filter(r -> patch.symbols().get(r.symbol()).name().equals(name))
                .map(r -> AArch64.of(r.type())
                        + switch (patch.symbols().get(r.symbol()).sectionIndex()) {
                            case Symbol.LIVEPATCH -> " in the target";
                            case Symbol.UNDEFINED -> " looked up";
                            default -> " in the patch";
                        })
                .distinct()
                .toList();
    }
}
