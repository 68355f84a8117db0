package dev.suture.nativebridge;

import java.util.Arrays;
import java.util.Optional;

/**
 * A system call in which a thread waited when it was looked at (proc_pid_syscall(5)).
 *
 * @param number of the call
 * @param arguments its six arguments
 * @param sp stack pointer of the thread
 * @param pc its program counter, behind the call's instruction
 */
record WaitingCall(long number, long[] arguments, long sp, long pc) {
    private static final int ARGUMENTS = 6;
    private static final int FIELDS = ARGUMENTS + 3;

    /** What the thread waits in now; empty if it runs, has ended, or the kernel does not say. */
    static Optional<WaitingCall> of(LinuxProcess process, int tid) {
        try {
            return parse(new ProcFiles(process.pid()).read("task/" + tid + "/syscall"));
        } catch (ProcessAccessException e) {
            return Optional.empty();
        }
    }

    /** @param line {@code number argument... sp pc}; {@code running}, or {@code -1 sp pc} outside of system calls */
    static Optional<WaitingCall> parse(String line) {
        String[] fields = line.strip().split(" ");
        if (fields.length != FIELDS) {
            return Optional.empty();
        }
        long[] values = Arrays.stream(fields, 1, FIELDS)
                .mapToLong(field -> Long.parseUnsignedLong(field.substring(2), 16))
                .toArray();
        return Optional.of(new WaitingCall(
                Long.parseLong(fields[0]), Arrays.copyOf(values, ARGUMENTS), values[ARGUMENTS], values[ARGUMENTS + 1]));
    }
}
