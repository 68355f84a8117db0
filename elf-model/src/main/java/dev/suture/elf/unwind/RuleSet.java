package dev.suture.elf.unwind;

import dev.suture.elf.ByteCursor;
import dev.suture.elf.ElfBytes;
import java.util.Arrays;

/**
 * The rules that hold at a place of a function: how the canonical frame address is computed, and where each register's
 * former value is (DWARF 5, 6.4.1). Rules are numbers, not objects, since they are looked at while a process stands
 * still. Registers without an entry have no rule.
 */
final class RuleSet {
    static final byte UNSPECIFIED = 0;
    static final byte UNDEFINED = 1;
    static final byte SAME_VALUE = 2;
    /** Saved at the CFA plus a value. */
    static final byte OFFSET = 3;
    /** It is the CFA plus a value. */
    static final byte VALUE_OFFSET = 4;
    /** In the register with a number. */
    static final byte REGISTER = 5;
    /** Saved where an expression says. */
    static final byte EXPRESSION = 6;
    /** It is what an expression says. */
    static final byte VALUE_EXPRESSION = 7;

    /** No CFA has been defined. */
    static final int NO_REGISTER = -1;

    /** No machine has registers with numbers beyond this. */
    private static final int MOST_REGISTERS = 256;

    private static final int FIRST_SIZE = 8;

    int cfaRegister = NO_REGISTER;
    long cfaOffset;
    /** Takes the place of register and offset if it is not null. */
    ElfBytes cfaExpression;
    /** Whether the return address carries an authentication code (AArch64). */
    boolean signed;

    int count;
    int[] registers;
    byte[] kinds;
    long[] values;
    ElfBytes[] expressions;

    RuleSet() {
        registers = new int[FIRST_SIZE];
        kinds = new byte[FIRST_SIZE];
        values = new long[FIRST_SIZE];
        expressions = new ElfBytes[FIRST_SIZE];
    }

    private RuleSet(RuleSet other) {
        copyScalars(other);
        count = other.count;
        registers = Arrays.copyOf(other.registers, count);
        kinds = Arrays.copyOf(other.kinds, count);
        values = Arrays.copyOf(other.values, count);
        expressions = Arrays.copyOf(other.expressions, count);
    }

    /** A copy that keeps what holds now. */
    RuleSet copy() {
        return new RuleSet(this);
    }

    /** Makes this equal to another. */
    void load(RuleSet other) {
        copyScalars(other);
        reserve(other.count);
        count = other.count;
        System.arraycopy(other.registers, 0, registers, 0, count);
        System.arraycopy(other.kinds, 0, kinds, 0, count);
        System.arraycopy(other.values, 0, values, 0, count);
        System.arraycopy(other.expressions, 0, expressions, 0, count);
    }

    private void copyScalars(RuleSet other) {
        cfaRegister = other.cfaRegister;
        cfaOffset = other.cfaOffset;
        cfaExpression = other.cfaExpression;
        signed = other.signed;
    }

    /** The number of a register, checked: no more rules than a machine has registers are ever kept. */
    static int register(ByteCursor cursor, long number) {
        if (number < 0 || number >= MOST_REGISTERS) {
            throw cursor.error("the number of a register below %d, found %s"
                    .formatted(MOST_REGISTERS, Long.toUnsignedString(number)));
        }
        return (int) number;
    }

    /** Where the register's entry is; -1 for none. */
    int find(int register) {
        for (int i = 0; i < count; i++) {
            if (registers[i] == register) {
                return i;
            }
        }
        return -1;
    }

    void set(int register, byte kind, long value, ElfBytes expression) {
        int at = find(register);
        if (at < 0) {
            at = count;
            reserve(count + 1);
            count++;
            registers[at] = register;
        }
        kinds[at] = kind;
        values[at] = value;
        expressions[at] = expression;
    }

    /** Gives a register back the rule it has in another set. */
    void restore(int register, RuleSet initial) {
        int at = initial.find(register);
        if (at < 0) {
            set(register, UNSPECIFIED, 0, null);
        } else {
            set(register, initial.kinds[at], initial.values[at], initial.expressions[at]);
        }
    }

    private void reserve(int wanted) {
        if (wanted > registers.length) {
            int size = Math.max(wanted, 2 * registers.length);
            registers = Arrays.copyOf(registers, size);
            kinds = Arrays.copyOf(kinds, size);
            values = Arrays.copyOf(values, size);
            expressions = Arrays.copyOf(expressions, size);
        }
    }
}
