package dev.suture.nativebridge;

/** Numbers of the system calls that are made inside processes (asm/unistd.h). */
record SystemCallNumbers(int mmap, int mprotect, int munmap) {}
