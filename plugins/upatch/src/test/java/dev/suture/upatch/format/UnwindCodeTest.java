package dev.suture.upatch.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Machine;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.upatch.format.UnwindCode.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnwindCodeTest {
    private static final String X86_64_ENTRY = """
                cmpb $2, state(%rip)
                {disp32} je function
                call registration
                {disp32} jmp function
                .balign 64, 0xcc
        function:
        """;

    private static final String AARCH64_ENTRY = """
                adrp x16, state
                ldrb w16, [x16, :lo12:state]
                cmp w16, #2
                b.eq function
                mov x17, x30
                bl registration
                mov x30, x17
                b function
                .zero 32
        function:
        """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = Machine.class,
            names = {"X86_64", "AARCH64"})
    void registrationIsWhatItsListingIsAssembledTo(Machine machine) throws Exception {
        UnwindCode code = UnwindCode.of(machine);
        ElfFile assembled =
                assemble(machine, Path.of("src/main/assembly/unwind-registration-" + machine.label() + ".s"));
        Section text = assembled.section(".text").orElseThrow();
        assertThat(code.registration()).isEqualTo(text.contents().toArray());
        assertThat(places(assembled, text, "state")).isEqualTo(code.toState());
        assertThat(places(assembled, text, "records")).isEqualTo(code.toRecords());
        assertThat(places(assembled, text, "__register_frame")).isEqualTo(code.toRegisterFrame());
    }

    @ParameterizedTest
    @EnumSource(
            value = Machine.class,
            names = {"X86_64", "AARCH64"})
    void entryIsWhatItsInstructionsAreAssembledTo(Machine machine) throws Exception {
        UnwindCode code = UnwindCode.of(machine);
        Path listing =
                Files.writeString(folder.resolve("entry.s"), machine == Machine.X86_64 ? X86_64_ENTRY : AARCH64_ENTRY);
        ElfFile assembled = assemble(machine, listing);
        Section text = assembled.section(".text").orElseThrow();
        assertThat(code.entry(64)).isEqualTo(text.contents().toArray());
        assertThat(places(assembled, text, "state")).isEqualTo(code.entryToState());
        assertThat(places(assembled, text, "registration")).isEqualTo(code.entryToRegistration());
    }

    @Test
    void entryLeavesTheFunctionAligned() {
        for (Machine machine : List.of(Machine.X86_64, Machine.AARCH64)) {
            assertThat(UnwindCode.of(machine).entrySize(1)).isEqualTo(32);
            assertThat(UnwindCode.of(machine).entrySize(16)).isEqualTo(32);
            assertThat(UnwindCode.of(machine).entrySize(64)).isEqualTo(64);
        }
    }

    private ElfFile assemble(Machine machine, Path listing) throws Exception {
        String compiler = machine == Machine.X86_64 ? "gcc" : "aarch64-linux-gnu-gcc";
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin", compiler)),
                "skipped: " + compiler + " is not installed (gcc-aarch64-linux-gnu)");
        Path object = folder.resolve("assembled.o");
        Process gcc = new ProcessBuilder(compiler, "-c", "-o", object.toString(), listing.toString())
                .inheritIO()
                .start();
        assertThat(gcc.waitFor()).isZero();
        return ElfFile.open(object);
    }

    private static List<Field> places(ElfFile file, Section text, String symbol) {
        List<Relocation> relocations =
                file.relocations(file.relocationSectionsOf(text).getFirst());
        return relocations.stream()
                .filter(r -> file.symbols().get(r.symbol()).name().equals(symbol))
                .map(r -> new Field((int) r.offset(), r.type(), r.addend()))
                .sorted(Comparator.comparingInt(Field::offset))
                .toList();
    }
}
