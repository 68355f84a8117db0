package dev.suture.elf.asm;

/**
 * One decoded instruction.
 *
 * @param offset byte offset from the start of the code that was handed in
 * @param length length in bytes, at least 1
 * @param opcode a number that is equal for instructions of the same kind, whatever their operands; only comparable
 *     between instructions of the same disassembler and machine. 0 stands for bytes that are no instruction.
 * @param mnemonic the mnemonic, or {@code .byte} for bytes that are no instruction
 * @param operands the operands as text, empty where there are none; never null
 */
public record Instruction(int offset, int length, int opcode, String mnemonic, String operands) {}
