package dev.suture.nativebridge;

/**
 * Numbers of the system calls that are made inside processes (asm/unistd.h).
 *
 * @param audit the architecture as seccomp filters see it (AUDIT_ARCH, linux/audit.h)
 */
record SystemCallNumbers(int mmap, int mprotect, int munmap, int rtSigreturn, int audit) {}
