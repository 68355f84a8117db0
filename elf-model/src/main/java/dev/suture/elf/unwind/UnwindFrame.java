package dev.suture.elf.unwind;

/**
 * The registers of one frame of a thread, which become its caller's with each {@link #step}. Not safe for use by several
 * threads. Made once and used for many threads: nothing is allocated afterwards.
 */
public final class UnwindFrame {
    private final DwarfRegisters machine;
    private final DwarfExpression expressions = new DwarfExpression(this);
    private long[] values;
    private long[] callers;
    /** A bit for each register whose value is known. */
    private long known;

    private long pc;
    private boolean exact;

    public UnwindFrame(DwarfRegisters machine) {
        this.machine = machine;
        this.values = new long[machine.count()];
        this.callers = new long[machine.count()];
    }

    /**
     * Begins at the innermost frame.
     *
     * @param registers the general registers in the order of their DWARF numbers; the array is copied
     * @param count how many of them are known
     * @param pc the program counter
     */
    public void start(long[] registers, int count, long pc) {
        System.arraycopy(registers, 0, values, 0, count);
        known = (1L << count) - 1;
        this.pc = pc;
        this.exact = true;
    }

    /** Takes the place where a signal interrupted a thread; registers follow by {@link #set}, all others are unknown. */
    public void interrupted(long interruptedPc) {
        known = 0;
        pc = interruptedPc;
        exact = true;
    }

    /** Sets a register by its DWARF number, for {@link #interrupted}. */
    public void set(int register, long value) {
        values[register] = value;
        known |= 1L << register;
    }

    /** The program counter in the innermost frame, the return address in others. */
    public long pc() {
        return pc;
    }

    /** Whether the thread is at {@link #pc} itself, rather than about to return to it from a call before it. */
    public boolean exact() {
        return exact;
    }

    /** An address inside the function of this frame: a call that does not return may be the last instruction of one. */
    public long place() {
        return exact ? pc : pc - 1;
    }

    /** Whether a register's value is known. */
    public boolean knows(int register) {
        return register >= 0 && register < values.length && (known & 1L << register) != 0;
    }

    /** The value of a register, meaningless unless it is known. */
    public long value(int register) {
        return values[register];
    }

    /** The stack pointer. */
    public long stackPointer() {
        return values[machine.stackPointer()];
    }

    /**
     * Goes to the caller.
     *
     * @param row the rules for {@link #place}
     * @return what came of it; unless it is {@link UnwindStep#CALLER}, the frame has not changed
     * @throws dev.suture.elf.ElfFormatException if an expression is malformed
     */
    public UnwindStep step(UnwindRow row, UnwindMemory memory) {
        RuleSet rules = row.rules();
        int returnRule = rules.find(row.common().returnRegister());
        if (returnRule >= 0 && rules.kinds[returnRule] == RuleSet.UNDEFINED) {
            return UnwindStep.OUTERMOST;
        }
        long cfa;
        if (rules.cfaExpression != null) {
            UnwindStep step = expressions.evaluate(rules.cfaExpression, memory);
            if (step != UnwindStep.CALLER) {
                return step;
            }
            cfa = expressions.result();
        } else if (knows(rules.cfaRegister)) {
            cfa = values[rules.cfaRegister] + rules.cfaOffset;
        } else {
            return UnwindStep.UNKNOWN;
        }
        return restore(row.common(), rules, cfa, memory);
    }

    private UnwindStep restore(CommonEntry common, RuleSet rules, long cfa, UnwindMemory memory) {
        System.arraycopy(values, 0, callers, 0, values.length);
        // A call may have changed all registers but those; a signal changes none.
        long callersKnown = common.signalFrame() ? known : known & machine.calleeSaved();
        callers[machine.stackPointer()] = cfa;
        callersKnown |= 1L << machine.stackPointer();
        int returnRegister = common.returnRegister();
        boolean returnKnown = returnRegister < values.length && (known & 1L << returnRegister) != 0 && mayKeepReturn();
        for (int i = 0; i < rules.count; i++) {
            int register = rules.registers[i];
            byte kind = rules.kinds[i];
            if (register >= values.length || kind == RuleSet.UNSPECIFIED) {
                continue;
            }
            long bit = 1L << register;
            UnwindStep step = apply(rules, i, kind, cfa, memory);
            if (step == UnwindStep.CALLER) {
                callersKnown |= bit;
            } else if (step == UnwindStep.OUTERMOST) {
                callersKnown &= ~bit; // undefined
            } else {
                return step;
            }
            if (register == returnRegister) {
                returnKnown = step == UnwindStep.CALLER;
            }
        }
        if (!returnKnown) {
            return UnwindStep.UNKNOWN;
        }
        return arrive(common, rules.signed, callersKnown);
    }

    /** Where no rule names it, the return address is still in its register; only AArch64 has one, a call takes it. */
    private boolean mayKeepReturn() {
        return machine == DwarfRegisters.AARCH64 && exact;
    }

    /** Computes one register of the caller; {@link UnwindStep#OUTERMOST} stands for an undefined one. */
    private UnwindStep apply(RuleSet rules, int i, byte kind, long cfa, UnwindMemory memory) {
        int register = rules.registers[i];
        long address;
        switch (kind) {
            case RuleSet.OFFSET -> address = cfa + rules.values[i];
            case RuleSet.EXPRESSION, RuleSet.VALUE_EXPRESSION -> {
                UnwindStep step = expressions.evaluate(rules.expressions[i], memory, cfa);
                if (step != UnwindStep.CALLER) {
                    return step;
                }
                address = expressions.result();
                if (kind == RuleSet.VALUE_EXPRESSION) {
                    callers[register] = address;
                    return UnwindStep.CALLER;
                }
            }
            case RuleSet.VALUE_OFFSET -> {
                callers[register] = cfa + rules.values[i];
                return UnwindStep.CALLER;
            }
            case RuleSet.REGISTER, RuleSet.SAME_VALUE -> {
                int from = kind == RuleSet.SAME_VALUE ? register : (int) rules.values[i];
                if (!knows(from)) {
                    return UnwindStep.OUTERMOST;
                }
                callers[register] = values[from];
                return UnwindStep.CALLER;
            }
            default -> {
                return UnwindStep.OUTERMOST;
            }
        }
        if (!memory.load(address, Long.BYTES)) {
            return UnwindStep.UNREADABLE;
        }
        callers[register] = memory.read(address, Long.BYTES);
        return UnwindStep.CALLER;
    }

    private UnwindStep arrive(CommonEntry common, boolean signed, long callersKnown) {
        int returnRegister = common.returnRegister();
        pc = callers[returnRegister] & (signed ? machine.addressBits() : -1L);
        exact = common.signalFrame();
        known = callersKnown;
        if (machine == DwarfRegisters.X86_64) {
            callers[returnRegister] = pc;
            known |= 1L << returnRegister;
        } else if (!exact) {
            known &= ~(1L << returnRegister);
        }
        long[] former = values;
        values = callers;
        callers = former;
        return UnwindStep.CALLER;
    }
}
