package dev.suture.nativebridge;

import java.util.Comparator;
import java.util.List;

/**
 * Finds machine code in a process that can be borrowed: a {@code syscall} instruction followed by {@code ret}, and
 * the code that signal handlers return to.
 *
 * @param systemCall address of {@code 0f 05 c3}, or of {@code 0f 05} if there is no such sequence
 * @param restorer address of {@code mov $15,%rax; syscall} (rt_sigreturn), 0 if there is none or {@code systemCall} is
 *     not followed by {@code ret}
 */
record CallSite(long systemCall, long restorer) {
    private static final byte[] SYSCALL_RET = {0x0f, 0x05, (byte) 0xc3};
    private static final byte[] SYSCALL = {0x0f, 0x05};
    /** What glibc and musl give the kernel as sa_restorer: {@code mov $15,%rax} with a 32-bit immediate, syscall. */
    private static final byte[] RESTORER = {0x48, (byte) 0xc7, (byte) 0xc0, 0x0f, 0, 0, 0, 0x0f, 0x05};

    private static final int LONGEST_SCAN = 32 * 1024 * 1024;

    static CallSite find(LinuxProcess process, ProcessMemory memory) {
        // The C library has all of it, the vdso often the first; a static program has them in its own text.
        List<MemoryMapping> candidates = process.maps().stream()
                .filter(mapping -> mapping.executable() && mapping.readable())
                .filter(mapping -> !mapping.path().equals("[vsyscall]"))
                .sorted(Comparator.comparingInt(CallSite::rank))
                .toList();
        long best = 0;
        for (MemoryMapping mapping : candidates) {
            byte[] code = new byte[(int) Math.min(mapping.length(), LONGEST_SCAN)];
            int length = memory.readSome(mapping.start(), code, 0, code.length);
            int withReturn = indexOf(code, length, SYSCALL_RET);
            int restorer = indexOf(code, length, RESTORER);
            if (withReturn >= 0 && restorer >= 0) {
                return new CallSite(mapping.start() + withReturn, mapping.start() + restorer);
            }
            int plain = indexOf(code, length, SYSCALL);
            if (best == 0 && plain >= 0) {
                best = mapping.start() + plain;
            }
        }
        if (best == 0) {
            throw new ProcessUnsupportedException(
                    process.pid(),
                    "Process " + process.pid() + " has no syscall instruction in its executable mappings, so no"
                            + " system call can be made inside it.");
        }
        return new CallSite(best, 0);
    }

    private static int rank(MemoryMapping mapping) {
        String name = mapping.path().substring(mapping.path().lastIndexOf('/') + 1);
        if (name.startsWith("libc.") || name.startsWith("libc-") || name.startsWith("ld-musl")) {
            return 0;
        }
        return name.equals("[vdso]") ? 1 : 2;
    }

    private static int indexOf(byte[] code, int length, byte[] wanted) {
        for (int i = 0; i <= length - wanted.length; i++) {
            int matched = 0;
            while (matched < wanted.length && code[i + matched] == wanted[matched]) {
                matched++;
            }
            if (matched == wanted.length) {
                return i;
            }
        }
        return -1;
    }
}
