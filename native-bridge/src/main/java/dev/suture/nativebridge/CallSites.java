package dev.suture.nativebridge;

import java.util.Optional;

/** Looks for the {@link CallSite} of a process once, and notices when the process has started another program since. */
final class CallSites {
    private final LinuxProcess process;
    private final ProcessMemory memory;
    private final CallPatterns patterns;
    private final KnownCode known;
    private Optional<CallSite> found = Optional.empty();

    CallSites(LinuxProcess process, ProcessMemory memory, CallPatterns patterns, KnownCode known) {
        this.patterns = patterns;
        this.known = known;
        this.process = process;
        this.memory = memory;
    }

    /**
     * The call site of the program that the memory was opened for.
     *
     * @throws ProcessVanishedException if the process has ended or called execve(2): all addresses are void then
     */
    CallSite current() {
        process.requireAlive();
        if (found.isEmpty()) {
            found = Optional.of(CallSite.find(process, memory, patterns, known));
        }
        memory.requireSameProgram(found.get().systemCall());
        return found.get();
    }
}
