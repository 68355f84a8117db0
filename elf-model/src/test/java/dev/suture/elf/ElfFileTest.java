package dev.suture.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what gcc and ld write, and says what binutils say of it. */
class ElfFileTest {
    private static final String SOURCE = """
            #include <stdio.h>
            static int count = 3;
            int zero[100];
            int twice(int x) { return 2 * x + count++; }
            int main(void) { printf("%d\\n", twice(zero[4])); return 0; }
            """;

    @TempDir
    Path folder;

    @Test
    void readsSectionsSymbolsAndRelocationsOfAnObject() throws Exception {
        ElfFile file = ElfFile.open(Gcc.compile(
                folder, "object.o", SOURCE, "-c", "-O1", "-ffunction-sections", "-fdata-sections", "-fno-common"));

        assertThat(file.header().type()).isEqualTo(ElfHeader.Type.RELOCATABLE);
        assertThat(file.header().machine()).isEqualTo(Machine.X86_64);
        Section text = file.section(".text.twice").orElseThrow();
        assertThat(text.isCode()).isTrue();
        Symbol twice = symbol(file.symbols(), "twice");
        assertThat(twice.isFunction()).isTrue();
        assertThat(twice.size()).isEqualTo(text.size());
        assertThat(twice.sectionIndex()).isEqualTo(text.index());
        Section zero = file.section(".bss.zero").orElseThrow();
        assertThat(zero.size()).isEqualTo(400);
        assertThat(zero.contents().size()).isZero();
        assertThat(symbol(file.symbols(), "count").isLocal()).isTrue();
        assertThat(symbol(file.symbols(), "printf").isUndefined()).isTrue();

        Section relocations = file.relocationSectionsOf(
                        file.section(".text.main").orElseThrow())
                .getFirst();
        assertThat(file.relocations(relocations))
                .extracting(r -> file.symbols().get(r.symbol()).name())
                .contains("twice", "printf", "zero");
        assertThat(file.relocations(relocations))
                .anySatisfy(r -> assertThat(X86_64.of(r.type())).isEqualTo(X86_64.R_X86_64_PLT32));
    }

    @Test
    void readsABuildIdAndTheBytesAtAnAddress() throws Exception {
        Path program = Gcc.compile(folder, "program", SOURCE, "-O1", "-Wl,--build-id");
        ElfFile file = ElfFile.open(program);

        String notes = Gcc.run(List.of("readelf", "-n", program.toString()));
        assertThat(file.buildId()).isPresent();
        assertThat(notes).contains("Build ID: " + file.buildId().orElseThrow());
        assertThat(file.header().type()).isEqualTo(ElfHeader.Type.SHARED);
        Symbol twice = symbol(file.symbols(), "twice");
        Section text = file.section(".text").orElseThrow();
        byte[] expected = text.contents().copy(twice.value() - text.address(), (int) twice.size());
        assertThat(file.bytesAt(twice.value(), (int) twice.size())).isEqualTo(expected);
        assertThat(symbol(file.dynamicSymbols(), "printf").isUndefined()).isTrue();
    }

    @Test
    void aFixedAddressProgramIsAnExecutable() throws Exception {
        ElfFile file = ElfFile.open(Gcc.compile(folder, "fixed", SOURCE, "-no-pie"));
        assertThat(file.header().type()).isEqualTo(ElfHeader.Type.EXECUTABLE);
        assertThat(file.segments()).anyMatch(s -> s.type() == Segment.LOAD && (s.flags() & Segment.EXECUTE) != 0);
    }

    @Test
    void aTextFileIsNamedWithWhatWasExpected() throws Exception {
        Path text =
                Files.writeString(folder.resolve("notes.txt"), "not an ELF file, however long it may be ...........");
        assertThatThrownBy(() -> ElfFile.open(text))
                .isInstanceOf(ElfFormatException.class)
                .hasMessageContaining("notes.txt: at offset 0x0: expected an ELF file");
    }

    @Test
    void everyTruncationOfAnObjectIsReadOrRefusedAsMalformed() throws Exception {
        byte[] whole = Files.readAllBytes(Gcc.compile(folder, "cut.o", SOURCE, "-c", "-O1"));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> readAll(ElfFile.of("cut.o", cut)))
                    .as("cut to a length of %d", cut.length)
                    .isInstanceOf(ElfFormatException.class);
        }
    }

    private static void readAll(ElfFile file) {
        file.symbols().forEach(Symbol::name);
        file.notes();
        for (Section section : file.sections()) {
            file.relocationSectionsOf(section)
                    .forEach(
                            r -> file.relocations(r).forEach(e -> file.symbols().get(e.symbol())));
        }
    }

    private static Symbol symbol(SymbolTable table, String name) {
        return table.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }
}
