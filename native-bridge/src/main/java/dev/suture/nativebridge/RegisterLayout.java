package dev.suture.nativebridge;

import java.util.List;

/**
 * Where registers stand in what ptrace(2) gives as NT_PRSTATUS, in bytes from its start; each has eight.
 *
 * @param size bytes in all
 * @param pc program counter
 * @param sp stack pointer
 * @param fp the register by which frames are linked in code that does so
 * @param result what a system call returns in
 * @param arguments what a system call takes its arguments in, in order (syscall(2))
 * @param returnAddresses what may hold the address a function returns to: calls of some processors leave it in a
 *     register
 * @param dwarf the registers that unwind records speak of, by their DWARF numbers
 */
record RegisterLayout(
        int size,
        int pc,
        int sp,
        int fp,
        int result,
        List<Integer> arguments,
        List<Integer> returnAddresses,
        List<Integer> dwarf) {}
