package dev.suture.diff.flow;

import dev.suture.elf.Machine;
import java.util.Optional;
import java.util.function.Function;

/** What an instruction does to the flow of control, told by its mnemonic. Calls come back and so do nothing to it. */
enum Turn {
    NONE,
    /** None, and nothing else either: what compilers fill gaps with. */
    IDLE,
    /** Goes elsewhere. */
    JUMP,
    /** Goes elsewhere under a condition. */
    BRANCH,
    RETURN,
    /** Goes nowhere; what stands behind it is reached from elsewhere, if at all. */
    STOP;

    /** Whether what stands behind it may be done next. */
    boolean goesOn() {
        return switch (this) {
            case NONE, IDLE, BRANCH -> true;
            case JUMP, RETURN, STOP -> false;
        };
    }

    /** How mnemonics of a machine are read; empty for machines whose branches Suture does not know. */
    static Optional<Function<String, Turn>> reader(Machine machine) {
        return switch (machine) {
            case X86_64 -> Optional.of(Turn::ofX86);
            case AARCH64 -> Optional.of(Turn::ofAArch64);
            case RISCV, PPC64, S390, LOONGARCH, OTHER -> Optional.empty();
        };
    }

    /** Intel SDM, volume 1, "Control Transfer Instructions". */
    private static Turn ofX86(String mnemonic) {
        // Prefixes stand in front: notrack jmp, repz ret.
        String word = mnemonic.substring(mnemonic.lastIndexOf(' ') + 1);
        return switch (word) {
            case "jmp", "ljmp" -> JUMP;
            case "ret", "retq", "retf", "iret", "iretd", "iretq", "sysret", "sysretq", "sysexit" -> RETURN;
            case "ud0", "ud1", "ud2", "hlt" -> STOP;
            case "nop", "nopw", "nopl" -> IDLE;
            default -> word.startsWith("j") || word.startsWith("loop") ? BRANCH : NONE;
        };
    }

    /** Arm ARM, "Branches, Exception Generating and System instructions". */
    private static Turn ofAArch64(String mnemonic) {
        return switch (mnemonic) {
            case "b", "br", "braa", "braaz", "brab", "brabz" -> JUMP;
            case "cbz", "cbnz", "tbz", "tbnz" -> BRANCH;
            case "ret", "retaa", "retab", "eret", "eretaa", "eretab" -> RETURN;
            case "brk", "hlt", "udf" -> STOP;
            case "nop" -> IDLE;
            default -> mnemonic.startsWith("b.") || mnemonic.startsWith("bc.") ? BRANCH : NONE;
        };
    }
}
