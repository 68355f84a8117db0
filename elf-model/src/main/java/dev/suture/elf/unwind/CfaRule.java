package dev.suture.elf.unwind;

import dev.suture.elf.ElfBytes;

/** How the canonical frame address is computed: the stack pointer's value in the caller, at the call (DWARF 5, 6.4). */
public sealed interface CfaRule {
    /** Nothing is said of it. */
    record Unspecified() implements CfaRule {}

    /** A register's value plus a number of bytes. */
    record RegisterOffset(int register, long offset) implements CfaRule {}

    /** What a DWARF expression gives. */
    record Expression(ElfBytes expression) implements CfaRule {}
}
