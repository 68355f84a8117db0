package dev.suture.nativebridge.disasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Machine;
import dev.suture.elf.Section;
import dev.suture.elf.asm.CodeReference;
import dev.suture.elf.asm.CodeScanner;
import dev.suture.elf.asm.Instruction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The cheap scanner agrees with the disassembler on all of the C library's code. */
class CodeScannerTest {
    private record Scan(List<Integer> starts, Map<Integer, CodeReference> references) implements CodeScanner.Visitor {
        @Override
        public void instruction(int offset, int length) {
            starts.add(offset);
        }

        @Override
        public void reference(CodeReference reference) {
            references.put(reference.instruction(), reference);
        }
    }

    private static byte[] libraryCode() {
        Path library = Stream.of("/lib/x86_64-linux-gnu/libc.so.6", "/usr/lib64/libc.so.6")
                .map(Path::of)
                .filter(Files::exists)
                .findFirst()
                .orElse(Path.of("/"));
        assumeTrue(Files.isRegularFile(library), "skipped: no x86-64 C library at the usual places");
        Section text = ElfFile.open(library).section(".text").orElseThrow();
        return text.contents().toArray();
    }

    @Test
    void instructionBoundariesAndTargetsAreTheDisassemblers() {
        // Capstone 4 does not know the newest vector instructions of the string functions; objdump does.
        ObjdumpDisassembler objdump = new ObjdumpDisassembler();
        assumeTrue(objdump.supports(Machine.X86_64), "skipped: objdump is not installed");
        byte[] code = libraryCode();
        Scan scan = new Scan(new ArrayList<>(), new HashMap<>());
        CodeScanner.forMachine(Machine.X86_64).orElseThrow().scan(code, 0, code.length, scan);

        List<Instruction> instructions = objdump.disassemble(Machine.X86_64, code, 0);
        Map<Integer, Instruction> byStart = new HashMap<>();
        instructions.forEach(i -> byStart.put(i.offset(), i));
        assertThat(new HashSet<>(scan.starts()).equals(byStart.keySet()))
                .as("the same instruction boundaries")
                .isTrue();

        long wrong = scan.references().values().stream()
                .filter(CodeReference::branch)
                .filter(r -> !byStart.get(r.instruction()).operands().equals("0x" + Long.toHexString(r.target())))
                .filter(r -> !byStart.get(r.instruction()).mnemonic().startsWith("."))
                .count();
        assertThat(wrong).isZero();
        assertThat(scan.references()).hasSizeGreaterThan(10_000);
    }
}
