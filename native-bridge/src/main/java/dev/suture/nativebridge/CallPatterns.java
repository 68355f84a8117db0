package dev.suture.nativebridge;

/**
 * Machine code that a remote call borrows from a process.
 *
 * @param alignment of instructions, in bytes
 * @param systemCallReturn a system call instruction that is followed by a return
 * @param systemCall a system call instruction
 * @param restorer what signal handlers return to: it makes the system call rt_sigreturn
 */
record CallPatterns(int alignment, byte[] systemCallReturn, byte[] systemCall, byte[] restorer) {
    /** Of the longest of them, in bytes. */
    int longest() {
        return Math.max(systemCallReturn.length, Math.max(systemCall.length, restorer.length));
    }
}
