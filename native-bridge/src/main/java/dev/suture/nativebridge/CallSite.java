package dev.suture.nativebridge;

import java.util.Comparator;
import java.util.List;

/**
 * Machine code in a process that can be borrowed: a system call instruction followed by a return, and the code that
 * signal handlers return to.
 *
 * @param systemCall address of the system call instruction
 * @param restorer address of the code that makes the system call rt_sigreturn, 0 if there is none or {@code systemCall}
 *     is not followed by a return
 */
record CallSite(long systemCall, long restorer) {
    static CallSite find(LinuxProcess process, ProcessMemory memory, CallPatterns patterns, KnownCode known) {
        // The C library has the calls, it or the vdso the restorer; a static program has them in its own text.
        List<MemoryMapping> candidates = process.maps().stream()
                .filter(mapping -> mapping.executable() && mapping.readable())
                .filter(mapping -> !mapping.path().equals("[vsyscall]"))
                .sorted(Comparator.comparingInt(CallSite::rank))
                .toList();
        long withReturn = 0;
        long restorer = 0;
        long plain = 0;
        for (MemoryMapping mapping : candidates) {
            KnownCode.Offsets offsets = known.in(mapping, memory, patterns);
            withReturn = first(withReturn, mapping, offsets.systemCallReturn());
            restorer = first(restorer, mapping, offsets.restorer());
            plain = first(plain, mapping, offsets.systemCall());
            if (withReturn != 0 && restorer != 0) {
                return new CallSite(withReturn, restorer);
            }
        }
        if (plain == 0) {
            throw new ProcessUnsupportedException(
                    process.pid(),
                    "Process " + process.pid() + " has no system call instruction in its executable mappings, so no"
                            + " system call can be made inside it.");
        }
        return new CallSite(plain, 0);
    }

    private static int rank(MemoryMapping mapping) {
        String name = mapping.path().substring(mapping.path().lastIndexOf('/') + 1);
        if (name.startsWith("libc.") || name.startsWith("libc-") || name.startsWith("ld-musl")) {
            return 0;
        }
        return name.equals("[vdso]") ? 1 : 2;
    }

    private static long first(long found, MemoryMapping mapping, long offset) {
        return found != 0 || offset < 0 ? found : mapping.start() + offset;
    }
}
