package dev.suture.nativebridge.watch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts BPF instructions together (RFC 9669). Labels and functions may be used before they are set. Registers: r0 result,
 * r1 to r5 arguments, r6 to r9 kept over calls, r10 the end of the stack.
 */
final class BpfAssembler {
    static final int R0 = 0;
    static final int R1 = 1;
    static final int R2 = 2;
    static final int R3 = 3;
    static final int R4 = 4;
    static final int R5 = 5;
    static final int R6 = 6;
    static final int R7 = 7;
    static final int FRAME = 10;

    /** Classes, sizes and modes of the opcode byte; only 64-bit forms are used. */
    private static final int LOAD_IMMEDIATE = 0x18;

    private static final int LOAD = 0x79;
    private static final int STORE = 0x7b;
    private static final int STORE_IMMEDIATE = 0x7a;
    private static final int ADD_IMMEDIATE = 0x07;
    private static final int ADD = 0x0f;
    private static final int MOVE_IMMEDIATE = 0xb7;
    private static final int MOVE = 0xbf;
    private static final int JUMP_EQUAL = 0x15;
    private static final int JUMP_NOT_EQUAL = 0x55;
    private static final int JUMP_GREATER = 0x2d;
    private static final int CALL = 0x85;
    private static final int EXIT = 0x95;

    /** What the constant of a wide load is: the descriptor of a map, or the distance to a function. */
    private static final int PSEUDO_MAP = 1;

    private static final int PSEUDO_FUNCTION = 4;

    private final List<BpfInstruction> code = new ArrayList<>();
    private final Map<String, Integer> labels = new HashMap<>();
    private final Map<Integer, String> jumps = new HashMap<>();
    private final Map<Integer, String> functionLoads = new HashMap<>();
    private final Map<String, Integer> functions = new LinkedHashMap<>();

    /** Begins a function. */
    BpfAssembler function(String name) {
        functions.put(name, code.size());
        return this;
    }

    BpfAssembler label(String name) {
        labels.put(name, code.size());
        return this;
    }

    BpfAssembler move(int to, int from) {
        return add(MOVE, to, from, 0, 0);
    }

    BpfAssembler set(int to, int value) {
        return add(MOVE_IMMEDIATE, to, 0, 0, value);
    }

    BpfAssembler add(int to, int value) {
        return add(ADD_IMMEDIATE, to, 0, 0, value);
    }

    BpfAssembler addRegister(int to, int from) {
        return add(ADD, to, from, 0, 0);
    }

    /** Loads eight bytes from {@code [from + offset]}. */
    BpfAssembler load(int to, int from, int offset) {
        return add(LOAD, to, from, offset, 0);
    }

    /** Stores a register to {@code [to + offset]}. */
    BpfAssembler store(int to, int offset, int from) {
        return add(STORE, to, from, offset, 0);
    }

    /** Stores a constant, extended to eight bytes. */
    BpfAssembler storeConstant(int to, int offset, int value) {
        return add(STORE_IMMEDIATE, to, 0, offset, value);
    }

    /** The address of a place in the stack. */
    BpfAssembler stackAddress(int to, int offset) {
        return move(to, FRAME).add(to, offset);
    }

    BpfAssembler loadMap(int to, BpfMap map) {
        return add(LOAD_IMMEDIATE, to, PSEUDO_MAP, 0, map.descriptor()).add(0, 0, 0, 0, 0);
    }

    BpfAssembler loadFunction(int to, String name) {
        functionLoads.put(code.size(), name);
        return add(LOAD_IMMEDIATE, to, PSEUDO_FUNCTION, 0, 0).add(0, 0, 0, 0, 0);
    }

    BpfAssembler jumpIfEqual(int register, int value, String label) {
        jumps.put(code.size(), label);
        return add(JUMP_EQUAL, register, 0, 0, value);
    }

    BpfAssembler jumpIfNot(int register, int value, String label) {
        jumps.put(code.size(), label);
        return add(JUMP_NOT_EQUAL, register, 0, 0, value);
    }

    /** Jumps if the first register is greater than the second, both unsigned. */
    BpfAssembler jumpIfGreater(int register, int than, String label) {
        jumps.put(code.size(), label);
        return add(JUMP_GREATER, register, than, 0, 0);
    }

    BpfAssembler call(BpfHelper helper) {
        return add(CALL, 0, 0, 0, helper.number());
    }

    BpfAssembler exit() {
        return add(EXIT, 0, 0, 0, 0);
    }

    /** Where each function begins, in instructions, in the order of the code. */
    Map<String, Integer> functions() {
        return Collections.unmodifiableMap(functions);
    }

    /** The machine's own byte order. */
    byte[] assemble() {
        ByteBuffer out = ByteBuffer.allocate(code.size() * BpfInstruction.SIZE).order(ByteOrder.nativeOrder());
        for (int i = 0; i < code.size(); i++) {
            resolved(i).writeTo(out);
        }
        return out.array();
    }

    private BpfInstruction resolved(int index) {
        BpfInstruction instruction = code.get(index);
        if (jumps.containsKey(index)) {
            return instruction.withOffset(place(labels, jumps.get(index)) - index - 1);
        }
        return functionLoads.containsKey(index)
                ? instruction.withImmediate(place(functions, functionLoads.get(index)) - index - 1)
                : instruction;
    }

    private static int place(Map<String, Integer> places, String name) {
        Integer place = places.get(name);
        if (place == null) {
            throw new IllegalStateException("Nothing is called " + name + " in this BPF program.");
        }
        return place;
    }

    private BpfAssembler add(int opcode, int destination, int source, int offset, int immediate) {
        code.add(new BpfInstruction(opcode, destination, source, offset, immediate));
        return this;
    }
}
