package dev.suture.nativebridge.disasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.elf.Machine;
import dev.suture.elf.asm.Disassembler;
import dev.suture.elf.asm.Disassemblers;
import dev.suture.elf.asm.Instruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DisassemblersTest {
    private static final long ADDRESS = 0x401000;

    @TempDir
    Path directory;

    static Stream<Disassembler> disassemblers() {
        return Disassemblers.all().stream();
    }

    @Test
    void prefersCapstone() {
        assumeTrue(new CapstoneDisassembler().supports(Machine.X86_64), "skipped: libcapstone is not installed");
        assertThat(Disassemblers.forMachine(Machine.X86_64)).get().isInstanceOf(CapstoneDisassembler.class);
        assertThat(Disassemblers.forMachine(Machine.X86_64).orElseThrow().name())
                .matches("Capstone [45]\\.\\d+");
        assertThat(Disassemblers.forMachine(Machine.OTHER)).isEmpty();
        assertThat(Disassemblers.all()).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("disassemblers")
    void decodesX8664(Disassembler disassembler) {
        assumeSupported(disassembler, Machine.X86_64);
        // push rbp; mov rbp,rsp; call +5; nop word; jmp back; ret
        List<Instruction> found =
                disassembler.disassemble(Machine.X86_64, bytes("55 4889e5 e805000000 660f1f440000 ebed c3"), ADDRESS);
        assertThat(found).extracting(Instruction::mnemonic).containsExactly("push", "mov", "call", "nop", "jmp", "ret");
        assertThat(found).extracting(Instruction::offset).containsExactly(0, 1, 4, 9, 15, 17);
        assertThat(found).extracting(Instruction::length).containsExactly(1, 3, 5, 6, 2, 1);
        assertThat(found.get(1).operands().replace(" ", "")).isEqualTo("rbp,rsp");
        assertThat(found.get(2).operands()).startsWith("0x40100e");
        assertThat(found.get(5).operands()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("disassemblers")
    void decodesAarch64(Disassembler disassembler) {
        assumeSupported(disassembler, Machine.AARCH64);
        // stp x29,x30,[sp,#-16]!; mov x29,sp; bl +8; nop; ret; udf
        List<Instruction> found = disassembler.disassemble(
                Machine.AARCH64, bytes("fd7bbfa9 fd030091 02000094 1f2003d5 c0035fd6 0000"), ADDRESS);
        assertThat(found).extracting(Instruction::mnemonic).containsExactly("stp", "mov", "bl", "nop", "ret", ".byte");
        assertThat(found).extracting(Instruction::length).containsExactly(4, 4, 4, 4, 4, 2);
        assertThat(found.get(2).operands()).contains("0x401010");
        assertThat(found.get(5).opcode()).isZero();
    }

    @ParameterizedTest
    @MethodSource("disassemblers")
    void opcodesTellKindsApart(Disassembler disassembler) {
        assumeSupported(disassembler, Machine.X86_64);
        // mov eax,ebx; mov rcx,[rdx]; add eax,ebx; two bytes of no instruction in 64-bit mode
        List<Instruction> found = disassembler.disassemble(Machine.X86_64, bytes("89d8 488b0a 01d8 06 06"), ADDRESS);
        assertThat(found.get(0).opcode()).isEqualTo(found.get(1).opcode()).isNotZero();
        assertThat(found.get(2).opcode()).isNotEqualTo(found.get(0).opcode()).isNotZero();
        assertThat(found.get(3)).satisfies(row -> {
            assertThat(row.mnemonic()).isEqualTo(".byte");
            assertThat(row.opcode()).isZero();
        });
    }

    @ParameterizedTest
    @MethodSource("disassemblers")
    void coversAnyBytesWithoutGap(Disassembler disassembler) {
        Random random = new Random(7);
        for (Machine machine : List.of(Machine.X86_64, Machine.AARCH64)) {
            if (disassembler.supports(machine)) {
                for (int length : new int[] {0, 1, 2, 3, 5, 16, 4099, 50001}) {
                    byte[] code = new byte[length];
                    random.nextBytes(code);
                    assertCovered(disassembler.disassemble(machine, code, 0xffffffff81000000L), length);
                    assertCovered(disassembler.disassemble(machine, new byte[length], 0), length);
                }
            }
        }
    }

    @Test
    void refusesMachinesItDoesNotSupport() {
        assertThatThrownBy(() -> new CapstoneDisassembler().disassemble(Machine.S390, new byte[4], 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s390x");
    }

    @Test
    void capstoneAndObjdumpAgreeOnCompiledCode() throws Exception {
        Disassembler capstone = new CapstoneDisassembler();
        Disassembler objdump = new ObjdumpDisassembler();
        assumeSupported(capstone, Machine.X86_64);
        assumeSupported(objdump, Machine.X86_64);
        byte[] text = compiledText();
        List<Instruction> one = capstone.disassemble(Machine.X86_64, text, ADDRESS);
        List<Instruction> other = objdump.disassemble(Machine.X86_64, text, ADDRESS);
        assertThat(one).hasSizeGreaterThan(100);
        assertThat(one)
                .extracting(Instruction::offset)
                .isEqualTo(other.stream().map(Instruction::offset).toList());
        assertThat(one)
                .extracting(Instruction::length)
                .isEqualTo(other.stream().map(Instruction::length).toList());
    }

    @Test
    void servesSeveralThreads() {
        Disassembler capstone = new CapstoneDisassembler();
        assumeSupported(capstone, Machine.X86_64);
        byte[] code = new byte[20000];
        new Random(3).nextBytes(code);
        List<Instruction> expected = capstone.disassemble(Machine.X86_64, code, ADDRESS);
        assertThat(IntStream.range(0, 16).parallel().mapToObj(i -> capstone.disassemble(Machine.X86_64, code, ADDRESS)))
                .allMatch(expected::equals);
    }

    private byte[] compiledText() throws Exception {
        Path source = Files.writeString(directory.resolve("code.c"), """
                #include <math.h>
                #include <stdio.h>
                #include <string.h>
                double mean(const double *v, int n) { double s = 0; for (int i = 0; i < n; i++) s += sqrt(v[i]); return s / n; }
                int choose(int x) { switch (x) { case 1: return 7; case 2: return x * 9; case 3: return x << 3;
                  case 4: return puts("four"); case 5: return -x / 3; default: return x % 10; } }
                void copy(char *to, const char *from, long n) { for (long i = 0; i < n; i++) to[i] = from[n - i] ^ 0x55; }
                long long mix(long long a, int b) { return __builtin_popcountll(a) * b + (a >> b) + (a / (b | 1)); }
                """);
        Path object = directory.resolve("code.o");
        Path text = directory.resolve("text.bin");
        run("gcc", "-O3", "-c", "-o", object.toString(), source.toString());
        run("objcopy", "-O", "binary", "-j", ".text", object.toString(), text.toString());
        return Files.readAllBytes(text);
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private static void assertCovered(List<Instruction> instructions, int length) {
        int at = 0;
        for (Instruction instruction : instructions) {
            assertThat(instruction.offset()).isEqualTo(at);
            assertThat(instruction.length()).isPositive();
            at += instruction.length();
        }
        assertThat(at).isEqualTo(length);
    }

    private static void assumeSupported(Disassembler disassembler, Machine machine) {
        assumeTrue(
                disassembler.supports(machine),
                "skipped: " + disassembler.name() + " cannot decode " + machine.label() + " on this machine");
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
