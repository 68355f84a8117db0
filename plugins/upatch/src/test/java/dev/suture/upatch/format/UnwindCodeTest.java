package dev.suture.upatch.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnwindCodeTest {
    @TempDir
    Path folder;

    @Test
    void registrationIsWhatItsListingIsAssembledTo() throws Exception {
        ElfFile assembled = assemble(Path.of("src/main/assembly/unwind-registration.s"));
        Section text = assembled.section(".text").orElseThrow();
        assertThat(UnwindCode.registration()).isEqualTo(text.contents().toArray());
        List<Relocation> relocations =
                assembled.relocations(assembled.relocationSectionsOf(text).getFirst());
        assertThat(places(assembled, relocations, "state")).isDeepEqualTo(UnwindCode.TO_STATE);
        assertThat(places(assembled, relocations, "records")).isDeepEqualTo(new int[][] {{UnwindCode.TO_RECORDS, -4}});
        assertThat(places(assembled, relocations, "__register_frame"))
                .isDeepEqualTo(new int[][] {{UnwindCode.TO_REGISTER_FRAME, -4}});
    }

    @Test
    void entryIsWhatItsInstructionsAreAssembledTo() throws Exception {
        Path listing = Files.writeString(folder.resolve("entry.s"), """
                    cmpb $2, state(%rip)
                    {disp32} je function
                    call registration
                    {disp32} jmp function
                    .balign 64, 0xcc
            function:
            """);
        ElfFile assembled = assemble(listing);
        Section text = assembled.section(".text").orElseThrow();
        assertThat(UnwindCode.entry(64)).isEqualTo(text.contents().toArray());
        List<Relocation> relocations =
                assembled.relocations(assembled.relocationSectionsOf(text).getFirst());
        assertThat(places(assembled, relocations, "state"))
                .isDeepEqualTo(new int[][] {{UnwindCode.ENTRY_TO_STATE, -5}});
        assertThat(places(assembled, relocations, "registration"))
                .isDeepEqualTo(new int[][] {{UnwindCode.ENTRY_TO_REGISTRATION, -4}});
    }

    @Test
    void entryLeavesTheFunctionAligned() {
        assertThat(UnwindCode.entrySize(1)).isEqualTo(32);
        assertThat(UnwindCode.entrySize(16)).isEqualTo(32);
        assertThat(UnwindCode.entrySize(64)).isEqualTo(64);
    }

    private ElfFile assemble(Path listing) throws Exception {
        Path object = folder.resolve("assembled.o");
        Process gcc = new ProcessBuilder("gcc", "-c", "-o", object.toString(), listing.toString())
                .inheritIO()
                .start();
        assertThat(gcc.waitFor()).isZero();
        return ElfFile.open(object);
    }

    private static int[][] places(ElfFile file, List<Relocation> relocations, String symbol) {
        return relocations.stream()
                .filter(r -> file.symbols().get(r.symbol()).name().equals(symbol))
                .map(r -> new int[] {(int) r.offset(), (int) r.addend()})
                .sorted((a, b) -> Arrays.compare(a, b))
                .toArray(int[][]::new);
    }
}
