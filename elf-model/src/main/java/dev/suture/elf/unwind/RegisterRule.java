package dev.suture.elf.unwind;

import dev.suture.elf.ElfBytes;

/** Where the value is that a register had in the caller (DWARF 5, 6.4.1). */
public sealed interface RegisterRule {
    /** Nothing is said of it; what that means is the psABI's matter. */
    record Unspecified() implements RegisterRule {}

    /** Its value is lost. The return address has none in an outermost frame. */
    record Undefined() implements RegisterRule {}

    /** It has not been changed. */
    record SameValue() implements RegisterRule {}

    /** Saved in memory, {@code offset} bytes from the canonical frame address. */
    record AtOffset(long offset) implements RegisterRule {}

    /** The canonical frame address plus {@code offset}. */
    record IsOffset(long offset) implements RegisterRule {}

    /** In another register. */
    record InRegister(int register) implements RegisterRule {}

    /** Saved in memory, at the address that a DWARF expression gives. */
    record AtExpression(ElfBytes expression) implements RegisterRule {}

    /** What a DWARF expression gives. */
    record IsExpression(ElfBytes expression) implements RegisterRule {}
}
