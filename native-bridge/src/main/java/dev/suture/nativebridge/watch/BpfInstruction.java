package dev.suture.nativebridge.watch;

import java.nio.ByteBuffer;

/**
 * One instruction of the kernel's BPF machine, as {@code struct bpf_insn} has it (linux/bpf.h; RFC 9669).
 *
 * @param opcode operation, operand kind and class
 * @param destination register 0 to 10
 * @param source register 0 to 10, or what kind of value {@code immediate} is
 * @param offset in bytes for memory, in instructions for jumps
 * @param immediate the constant
 */
record BpfInstruction(int opcode, int destination, int source, int offset, int immediate) {
    static final int SIZE = 8;

    void writeTo(ByteBuffer out) {
        boolean little = out.order() == java.nio.ByteOrder.LITTLE_ENDIAN;
        // Two bit fields of four bits in one byte: their order is the machine's.
        int registers = little ? source << 4 | destination : destination << 4 | source;
        out.put((byte) opcode).put((byte) registers).putShort((short) offset).putInt(immediate);
    }

    BpfInstruction withOffset(int value) {
        return new BpfInstruction(opcode, destination, source, value, immediate);
    }

    BpfInstruction withImmediate(int value) {
        return new BpfInstruction(opcode, destination, source, offset, value);
    }
}
