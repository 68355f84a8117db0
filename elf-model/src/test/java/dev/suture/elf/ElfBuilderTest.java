package dev.suture.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the builder writes is an object file to the linker and to the reader. */
class ElfBuilderTest {
    @TempDir
    Path folder;

    /** {@code int answer(void) { return value; }} by hand: mov value(%rip),%eax; ret. */
    private static byte[] answerObject() {
        ElfBuilder builder = new ElfBuilder(Machine.X86_64, ByteOrder.LITTLE_ENDIAN);
        int text =
                builder.addSection(".text.answer", Section.PROGBITS, Section.ALLOC | Section.EXEC, 16, 0, new byte[] {
                    (byte) 0x8b, 0x05, 0, 0, 0, 0, (byte) 0xc3
                });
        int data = builder.addSection(
                ".data.value", Section.PROGBITS, Section.ALLOC | Section.WRITE, 4, 0, new byte[] {42, 0, 0, 0});
        builder.addZeroSection(".bss.room", Section.ALLOC | Section.WRITE, 32, 4096);
        builder.addSymbol("answer", 0, 7, Symbol.Type.FUNCTION, Symbol.Binding.GLOBAL, 0, text);
        int value = builder.addSymbol("value", 0, 4, Symbol.Type.OBJECT, Symbol.Binding.LOCAL, 0, data);
        builder.addRelocation(text, new Relocation(2, X86_64.R_X86_64_PC32.number(), value, -4));
        return builder.build();
    }

    @Test
    void theLinkerTakesItAndTheProgramRuns() throws Exception {
        Path object = Files.write(folder.resolve("answer.o"), answerObject());
        Path program = Gcc.compile(
                folder, "main", "int answer(void); int main(void) { return answer() != 42; }", object.toString());
        Gcc.run(List.of(program.toString()));
        assertThat(Gcc.run(List.of("readelf", "-aW", object.toString()))).doesNotContain("Warning", "Error");
    }

    @Test
    void theReaderGivesBackWhatWasAdded() {
        ElfFile file = ElfFile.of("answer.o", answerObject());

        assertThat(file.header().type()).isEqualTo(ElfHeader.Type.RELOCATABLE);
        assertThat(file.section(".bss.room").orElseThrow().size()).isEqualTo(4096);
        assertThat(file.symbols()).extracting(Symbol::name).containsExactly("", "value", "answer");
        Section text = file.section(".text.answer").orElseThrow();
        Relocation relocation =
                file.relocations(file.relocationSectionsOf(text).getFirst()).getFirst();
        assertThat(file.symbols().get(relocation.symbol()).name()).isEqualTo("value");
        assertThat(relocation.addend()).isEqualTo(-4);
        assertThat(relocation.offset()).isEqualTo(2);
    }

    @Test
    void theSamePartsGiveTheSameBytes() {
        assertThat(answerObject()).isEqualTo(answerObject());
    }
}
