package dev.suture.diff.fuzz;

import dev.suture.elf.Machine;
import dev.suture.elf.asm.CodeReference;
import dev.suture.elf.asm.CodeScanner;
import dev.suture.elf.asm.Disassembler;
import dev.suture.elf.asm.Instruction;
import java.util.ArrayList;
import java.util.List;

/** Instructions as the scanner finds them, so that rows are made without any library: their first bytes are the opcode. */
final class ScannedCode implements Disassembler {
    @Override
    public String name() {
        return "scanned";
    }

    @Override
    public boolean supports(Machine machine) {
        return CodeScanner.forMachine(machine).isPresent();
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public List<Instruction> disassemble(Machine machine, byte[] code, long address) {
        List<Instruction> result = new ArrayList<>();
        CodeScanner scanner = CodeScanner.forMachine(machine)
                .orElseThrow(() -> new IllegalArgumentException("no scanner for " + machine.label()));
        scanner.scan(code, 0, code.length, new CodeScanner.Visitor() {
            @Override
            public void instruction(int offset, int length) {
                int opcode = code[offset] & 0xff;
                result.add(new Instruction(offset, length, opcode, "op" + opcode, operands(offset, length)));
            }

            @Override
            public void reference(CodeReference reference) {
                Instruction last = result.removeLast();
                String operands = reference.branch() ? "0x%x".formatted(reference.target()) : "eax, [rip + 0x10]";
                result.add(new Instruction(
                        last.offset(), last.length(), last.opcode(), reference.branch() ? "jmp" : "mov", operands));
            }

            private String operands(int offset, int length) {
                StringBuilder text = new StringBuilder();
                for (int i = offset + 1; i < offset + length && i < code.length; i++) {
                    text.append("0x")
                            .append(Integer.toHexString(code[i] & 0xff))
                            .append(", ");
                }
                return text.toString();
            }
        });
        return result;
    }
}
