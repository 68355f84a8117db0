package dev.suture.elf.dwarf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.elf.ElfBuilder;
import dev.suture.elf.ElfFile;
import dev.suture.elf.Gcc;
import dev.suture.elf.Machine;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opcodes that compilers for x86-64 do not write. */
class LineProgramTest {
    @TempDir
    Path folder;

    /** A table of version 4: instructions of 4 bytes with two operations each, 13 standard opcodes, then {@code program}. */
    private static ElfFile tableWith(int... program) {
        ByteArrayOutputStream tables = new ByteArrayOutputStream();
        // minimum instruction, operations, default_is_stmt, line base -3, line range 12, opcode base 14
        tables.writeBytes(new byte[] {4, 2, 1, -3, 12, 14, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1, 2});
        tables.writeBytes(new byte[] {'/', 'd', 0, 0, 'a', '.', 'c', 0, 1, 0, 0, 'b', '.', 'c', 0, 1, 0, 0, 0});
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        code.writeBytes(new byte[] {0, 9, 2, 0, 0, 0, 0, 0, 0, 0, 0});
        for (int value : program) {
            code.write(value);
        }
        code.writeBytes(new byte[] {0, 1, 1});
        ByteBuffer unit = ByteBuffer.allocate(10 + tables.size() + code.size()).order(ByteOrder.LITTLE_ENDIAN);
        unit.putInt(unit.capacity() - 4).putShort((short) 4).putInt(tables.size());
        unit.put(tables.toByteArray()).put(code.toByteArray());
        ElfBuilder builder = new ElfBuilder(Machine.X86_64, ByteOrder.LITTLE_ENDIAN);
        int text = builder.addSection(".text", Section.PROGBITS, Section.ALLOC | Section.EXEC, 1, 0, new byte[64]);
        int line = builder.addSection(".debug_line", Section.PROGBITS, 0, 1, 0, unit.array());
        int symbol = builder.addSymbol("", 0, 0, Symbol.Type.SECTION, Symbol.Binding.LOCAL, 0, text);
        builder.addRelocation(line, new Relocation(10 + tables.size() + 3, 1, symbol, 0));
        return ElfFile.of("hand.o", builder.build());
    }

    private static int line(ElfFile file, long offset) {
        return Dwarf.of(file).lines().lineOf(1, offset).map(SourceLine::line).orElse(-1);
    }

    @Test
    void operationsOfAWideInstructionAdvanceItsIndexFirst() {
        // copy; special: 1 operation, line + 1; special: 1 operation, line + 1; advance_pc 2 operations
        ElfFile file = tableWith(1, 14 + 4 + 12, 14 + 4 + 12, 2, 2);
        assertThat(line(file, 0)).isEqualTo(2);
        assertThat(line(file, 4)).isEqualTo(3);
        assertThat(line(file, 7)).isEqualTo(3);
        assertThat(line(file, 8)).isEqualTo(-1);
    }

    @Test
    void unknownOpcodesAreSkippedByTheirLengths() {
        // opcode 13 has 2 operands, extended opcode 0x80 has 3 bytes; fixed_advance_pc 8; set_file 2; advance_line 9
        ElfFile file = tableWith(13, 0x81, 1, 5, 0, 3, 0x80, 7, 7, 1, 9, 8, 0, 4, 2, 3, 9, 1, 2, 2);
        assertThat(line(file, 0)).isEqualTo(1);
        assertThat(Dwarf.of(file).lines().lineOf(1, 8)).contains(new SourceLine("/d/b.c", 10));
    }

    @Test
    void differencesThatALinkerMayChangeAreComputedFromTheirRelocations() throws Exception {
        Gcc.assumeTool("riscv64-linux-gnu-as");
        Path source = Files.writeString(folder.resolve("a.s"), """
                .text
                .file 1 "a.c"
                f:
                .loc 1 3
                call f
                .loc 1 5
                nop
                .loc 1 9
                call f
                """);
        Path object = folder.resolve("a.o");
        Gcc.run(List.of(
                "riscv64-linux-gnu-as", "-g", "-march=rv64gc", "-mrelax", "-o", object.toString(), source.toString()));
        ElfFile file = ElfFile.open(object);
        Section text = file.section(".text").orElseThrow();
        assertThat(file.section(".rela.debug_line").orElseThrow().size()).isGreaterThan(48);
        LineTable lines = Dwarf.of(file).lines();
        assertThat(List.of(0, 7, 8, 9, 10, 17))
                .extracting(at ->
                        lines.lineOf(text.index(), at).map(SourceLine::line).orElse(-1))
                .containsExactly(3, 3, 5, 5, 9, 9);
    }
}
