package dev.suture.nativebridge;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A process all of whose threads stand still. Only to be used inside the action it was handed to, on its thread. */
public final class FrozenProcess {
    private final LinuxProcess process;
    private final ProcessMemory memory;
    private final MappingLookup mappings;
    private final Ptrace ptrace;
    private final List<FrozenThread> threads;
    private final long signalReturn;
    private OptionalLong signatureBits = OptionalLong.empty();
    private boolean over;

    FrozenProcess(
            LinuxProcess process,
            ProcessMemory memory,
            MappingLookup mappings,
            Ptrace ptrace,
            List<FrozenThread> threads,
            long signalReturn) {
        this.process = process;
        this.memory = memory;
        this.mappings = mappings;
        this.ptrace = ptrace;
        this.threads = threads;
        this.signalReturn = signalReturn;
    }

    public LinuxProcess process() {
        return process;
    }

    /** Its memory. Not to be closed by the action. */
    public ProcessMemory memory() {
        requireFrozen();
        return memory;
    }

    /** All of its threads, as they stood when they were stopped. */
    public List<FrozenThread> threads() {
        requireFrozen();
        return Collections.unmodifiableList(threads);
    }

    /** The bounds of the mapping in which an address lies; empty if nothing is mapped there. */
    public Optional<AddressRange> mappingAround(long address) {
        requireFrozen();
        return mappings.find(address);
    }

    /** Whether a file, or what else was mapped at some address, is mapped there still. */
    boolean isStillMapped(MemoryMapping mapping) {
        requireFrozen();
        return mappings.isStill(mapping);
    }

    Architecture architecture() {
        return ptrace.architecture();
    }

    /**
     * The bits of a return address found on a stack or in a register that sign it and are to be cleared before it is
     * used; 0 where addresses are not signed.
     */
    long signatureBits() {
        requireFrozen();
        if (signatureBits.isEmpty()) {
            // The same for all threads: the kernel's size of addresses settles it.
            int tid = threads.getFirst().tid();
            signatureBits = OptionalLong.of(ptrace.architecture().signatureBits(ptrace, tid));
        }
        return signatureBits.getAsLong();
    }

    /** The address to which signal handlers return (the C library's sa_restorer); 0 if it was not found. */
    long signalReturn() {
        return signalReturn;
    }

    private void requireFrozen() {
        if (over) {
            throw new IllegalStateException("Process " + process.pid() + " is no longer frozen.");
        }
    }

    void thaw() {
        over = true;
    }
}
