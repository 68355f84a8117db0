package dev.suture.nativebridge.disasm;

import dev.suture.elf.asm.Instruction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows for bytes that are no instruction. */
final class DataRow {
    static final String MNEMONIC = ".byte";

    private DataRow() {}

    static Instruction of(byte[] code, int offset, int length) {
        String operands = IntStream.range(offset, offset + length)
                .mapToObj(i -> "0x%02x".formatted(code[i]))
                .collect(Collectors.joining(", "));
        return new Instruction(offset, length, 0, MNEMONIC, operands);
    }
}
