package dev.suture.elf.unwind;

import dev.suture.elf.ByteCursor;
import dev.suture.elf.ElfBytes;

/**
 * Evaluates the expressions of call frame information (DWARF 5, 2.5; of its operations those that 6.4.2 allows there).
 * Belongs to one frame, whose registers it reads.
 */
final class DwarfExpression {
    private static final int DEEPEST = 64;
    /** Branches may go back: more operations than this are a loop that does not end. */
    private static final int MOST_OPERATIONS = 4096;

    private final UnwindFrame frame;
    private final long[] stack = new long[DEEPEST];
    private int size;
    private ByteCursor cursor;

    DwarfExpression(UnwindFrame frame) {
        this.frame = frame;
    }

    /** The value on top after {@link #evaluate} has given {@link UnwindStep#CALLER}. */
    long result() {
        return stack[size - 1];
    }

    /** Evaluates with an empty stack, as for the canonical frame address. */
    UnwindStep evaluate(ElfBytes expression, UnwindMemory memory) {
        size = 0;
        return run(expression, memory);
    }

    /** Evaluates with the canonical frame address on the stack, as for registers. */
    UnwindStep evaluate(ElfBytes expression, UnwindMemory memory, long cfa) {
        size = 0;
        stack[size++] = cfa;
        return run(expression, memory);
    }

    private UnwindStep run(ElfBytes expression, UnwindMemory memory) {
        cursor = new ByteCursor(expression, 0);
        for (int count = 0; cursor.hasMore(); count++) {
            if (count == MOST_OPERATIONS) {
                throw cursor.error("an expression that ends within %d operations".formatted(MOST_OPERATIONS));
            }
            UnwindStep step = operation(expression, cursor.u8(), memory);
            if (step != UnwindStep.CALLER) {
                return step;
            }
        }
        return size == 0 ? UnwindStep.UNKNOWN : UnwindStep.CALLER;
    }

    private UnwindStep operation(ElfBytes expression, int operation, UnwindMemory memory) {
        if (operation >= 0x30 && operation <= 0x4f) {
            push(operation - 0x30); // DW_OP_lit0..31
            return UnwindStep.CALLER;
        }
        if (operation >= 0x70 && operation <= 0x8f) {
            return pushRegister(operation - 0x70, cursor.sleb()); // DW_OP_breg0..31
        }
        switch (operation) {
            case 0x06 -> { // DW_OP_deref
                return dereference(8, memory);
            }
            case 0x94 -> { // DW_OP_deref_size
                return dereference(cursor.u8(), memory);
            }
            case 0x92 -> { // DW_OP_bregx
                return pushRegister(RuleSet.register(cursor, cursor.uleb()), cursor.sleb());
            }
            case 0x08 -> push(cursor.u8());
            case 0x09 -> push((byte) cursor.u8());
            case 0x0a -> push(cursor.u16());
            case 0x0b -> push((short) cursor.u16());
            case 0x0c -> push(cursor.u32());
            case 0x0d -> push(cursor.i32());
            case 0x0e, 0x0f -> push(cursor.i64());
            case 0x10 -> push(cursor.uleb());
            case 0x11 -> push(cursor.sleb());
            case 0x12 -> push(peek(0)); // DW_OP_dup
            case 0x13 -> pop(); // DW_OP_drop
            case 0x14 -> push(peek(1)); // DW_OP_over
            case 0x15 -> push(peek(cursor.u8())); // DW_OP_pick
            case 0x16 -> swap();
            case 0x17 -> rotate();
            case 0x19 -> push(Math.abs(pop()));
            case 0x1f -> push(-pop());
            case 0x20 -> push(~pop());
            case 0x23 -> push(pop() + cursor.uleb()); // DW_OP_plus_uconst
            case 0x28 -> branch(expression, pop() != 0); // DW_OP_bra
            case 0x2f -> branch(expression, true); // DW_OP_skip
            case 0x96 -> {} // DW_OP_nop
            default -> binary(operation);
        }
        return UnwindStep.CALLER;
    }

    private void binary(int operation) {
        long right = pop();
        long left = pop();
        push(
                switch (operation) {
                    case 0x1a -> left & right;
                    case 0x1b -> right == 0 ? zeroDivisor() : left / right;
                    case 0x1c -> left - right;
                    case 0x1d -> right == 0 ? zeroDivisor() : Long.remainderUnsigned(left, right);
                    case 0x1e -> left * right;
                    case 0x21 -> left | right;
                    case 0x22 -> left + right;
                    case 0x24 -> Long.compareUnsigned(right, 63) > 0 ? 0 : left << right;
                    case 0x25 -> Long.compareUnsigned(right, 63) > 0 ? 0 : left >>> right;
                    case 0x26 -> left >> (Long.compareUnsigned(right, 63) > 0 ? 63 : right);
                    case 0x27 -> left ^ right;
                    case 0x29 -> left == right ? 1 : 0;
                    case 0x2a -> left >= right ? 1 : 0;
                    case 0x2b -> left > right ? 1 : 0;
                    case 0x2c -> left <= right ? 1 : 0;
                    case 0x2d -> left < right ? 1 : 0;
                    case 0x2e -> left != right ? 1 : 0;
                    default ->
                        throw cursor.error("an operation of call frame expressions, found 0x%02x".formatted(operation));
                });
    }

    private long zeroDivisor() {
        throw cursor.error("no division by zero");
    }

    private UnwindStep dereference(int bytes, UnwindMemory memory) {
        if (bytes != 1 && bytes != 2 && bytes != 4 && bytes != 8) {
            throw cursor.error("a number of 1, 2, 4 or 8 bytes to be read, found %d".formatted(bytes));
        }
        long address = pop();
        if (!memory.load(address, bytes)) {
            return UnwindStep.UNREADABLE;
        }
        push(memory.read(address, bytes));
        return UnwindStep.CALLER;
    }

    private UnwindStep pushRegister(int register, long offset) {
        if (!frame.knows(register)) {
            return UnwindStep.UNKNOWN;
        }
        push(frame.value(register) + offset);
        return UnwindStep.CALLER;
    }

    private void branch(ElfBytes expression, boolean taken) {
        long target = (short) cursor.u16() + cursor.at();
        if (taken) {
            if (target < 0 || target > expression.size()) {
                throw cursor.error("a branch inside the expression, found one to %d".formatted(target));
            }
            cursor = new ByteCursor(expression, target);
        }
    }

    private void swap() {
        long top = pop();
        long second = pop();
        push(top);
        push(second);
    }

    /** The first entry becomes the third, the others move up (DW_OP_rot). */
    private void rotate() {
        long first = pop();
        long second = pop();
        long third = pop();
        push(first);
        push(third);
        push(second);
    }

    private void push(long value) {
        if (size == DEEPEST) {
            throw cursor.error("at most %d values on the stack of an expression".formatted(DEEPEST));
        }
        stack[size++] = value;
    }

    private long pop() {
        long value = peek(0);
        size--;
        return value;
    }

    private long peek(int depth) {
        if (depth >= size) {
            throw cursor.error("%d values on the stack of an expression, found %d".formatted(depth + 1, size));
        }
        return stack[size - 1 - depth];
    }
}
