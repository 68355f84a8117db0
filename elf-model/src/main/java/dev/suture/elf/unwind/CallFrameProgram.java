package dev.suture.elf.unwind;

import dev.suture.elf.ByteCursor;
import dev.suture.elf.ElfBytes;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Carries out call frame instructions (DWARF 5, 6.4.2; for vendors' own: LSB Core, DWARF for the Arm 64-bit
 * Architecture) from one place of a function to the next.
 */
final class CallFrameProgram {
    /** What {@link #run} returns at the end: no place of a function. */
    static final long END = Long.MIN_VALUE;

    /** Compilers nest two or three; a malformed file could keep as many states as it has bytes. */
    private static final int DEEPEST_STATES = 64;

    private static final int HIGH_TWO_BITS = 0xc0;
    private static final int LOW_SIX_BITS = 0x3f;

    private final CommonEntry common;
    private final PointerEncoding.Bases bases;
    private final RuleSet initial;
    private final RuleSet rules;
    private final ByteCursor cursor;
    private final Deque<RuleSet> remembered = new ArrayDeque<>(2);
    private long location;

    /**
     * @param cursor reads the instructions, to the end of its bytes
     * @param initial what holds before the first instruction and is restored by name
     * @param location the address to which the first rules belong
     */
    CallFrameProgram(
            CommonEntry common, PointerEncoding.Bases bases, ByteCursor cursor, RuleSet initial, long location) {
        this.common = common;
        this.bases = bases;
        this.initial = initial;
        this.rules = initial.copy();
        this.cursor = cursor;
        this.location = location;
    }

    /** The rules as they are after what has been carried out; changed by what is carried out next. */
    RuleSet rules() {
        return rules;
    }

    /**
     * Carries out instructions up to the next that moves to another place.
     *
     * @return the place from which on the next rules hold, or {@link #END}
     */
    long run() {
        while (cursor.hasMore()) {
            int instruction = cursor.u8();
            int operand = instruction & LOW_SIX_BITS;
            switch (instruction & HIGH_TWO_BITS) {
                case 0x40 -> {
                    return advance(operand);
                }
                case 0x80 -> offset(operand, cursor.uleb());
                case 0xc0 -> rules.restore(operand, initial);
                default -> {
                    if (isAdvance(operand)) {
                        return advanceBy(operand);
                    }
                    carryOut(operand);
                }
            }
        }
        return END;
    }

    private static boolean isAdvance(int instruction) {
        return instruction >= 0x01 && instruction <= 0x04 || instruction == 0x1d;
    }

    private long advanceBy(int instruction) {
        return switch (instruction) {
            case 0x01 -> location = PointerEncoding.read(cursor, common.addressEncoding(), bases);
            case 0x02 -> advance(cursor.u8());
            case 0x03 -> advance(cursor.u16());
            case 0x04 -> advance(cursor.u32());
            default -> advance(cursor.i64()); // DW_CFA_MIPS_advance_loc8
        };
    }

    private long advance(long delta) {
        location += delta * common.codeAlignment();
        return location;
    }

    private void carryOut(int instruction) {
        switch (instruction) {
            case 0x00 -> {} // DW_CFA_nop
            case 0x05 -> offset(register(), cursor.uleb()); // DW_CFA_offset_extended
            case 0x06 -> rules.restore(register(), initial); // DW_CFA_restore_extended
            case 0x07 -> rules.set(register(), RuleSet.UNDEFINED, 0, null);
            case 0x08 -> rules.set(register(), RuleSet.SAME_VALUE, 0, null);
            case 0x09 -> rules.set(register(), RuleSet.REGISTER, register(), null);
            case 0x0a -> remember();
            case 0x0b -> restoreState();
            case 0x0c -> defineCfa(register(), cursor.uleb()); // DW_CFA_def_cfa
            case 0x0d -> defineCfa(register(), rules.cfaOffset); // DW_CFA_def_cfa_register
            case 0x0e -> defineCfa(rules.cfaRegister, cursor.uleb()); // DW_CFA_def_cfa_offset
            case 0x0f -> rules.cfaExpression = expression(); // DW_CFA_def_cfa_expression
            case 0x10 -> rules.set(register(), RuleSet.EXPRESSION, 0, expression());
            case 0x11 -> offset(register(), cursor.sleb()); // DW_CFA_offset_extended_sf
            case 0x12 -> defineCfa(register(), cursor.sleb() * common.dataAlignment()); // DW_CFA_def_cfa_sf
            case 0x13 -> defineCfa(rules.cfaRegister, cursor.sleb() * common.dataAlignment());
            case 0x14 -> valueOffset(register(), cursor.uleb()); // DW_CFA_val_offset
            case 0x15 -> valueOffset(register(), cursor.sleb()); // DW_CFA_val_offset_sf
            case 0x16 -> rules.set(register(), RuleSet.VALUE_EXPRESSION, 0, expression());
            case 0x2c, 0x2d -> negateSigned(); // DW_CFA_AARCH64_negate_ra_state, also with the signing place
            case 0x2e -> cursor.uleb(); // DW_CFA_GNU_args_size: matters to exception handlers only
            case 0x2f -> offset(register(), -cursor.uleb()); // DW_CFA_GNU_negative_offset_extended
            default -> throw cursor.error("a call frame instruction, found 0x%02x".formatted(instruction));
        }
    }

    private int register() {
        return RuleSet.register(cursor, cursor.uleb());
    }

    private void offset(int register, long factored) {
        rules.set(register, RuleSet.OFFSET, factored * common.dataAlignment(), null);
    }

    private void valueOffset(int register, long factored) {
        rules.set(register, RuleSet.VALUE_OFFSET, factored * common.dataAlignment(), null);
    }

    private void defineCfa(int register, long offset) {
        rules.cfaRegister = register;
        rules.cfaOffset = offset;
        rules.cfaExpression = null;
    }

    private ElfBytes expression() {
        return cursor.block(cursor.uleb(), "an expression");
    }

    private void remember() {
        if (remembered.size() == DEEPEST_STATES) {
            throw cursor.error("at most %d states to be remembered at a time".formatted(DEEPEST_STATES));
        }
        remembered.push(rules.copy());
    }

    private void restoreState() {
        if (remembered.isEmpty()) {
            throw cursor.error("a state to have been remembered before one is restored");
        }
        rules.load(remembered.pop());
    }

    private void negateSigned() {
        rules.signed = !rules.signed;
    }
}
