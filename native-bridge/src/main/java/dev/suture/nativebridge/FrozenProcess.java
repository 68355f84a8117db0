package dev.suture.nativebridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A process all of whose threads stand still. Only to be used inside the action it was handed to, on its thread. */
public final class FrozenProcess {
    private final LinuxProcess process;
    private final ProcessMemory memory;
    private final MappingLookup mappings;
    private final Ptrace ptrace;
    private final List<Integer> tids;
    private List<FrozenThread> threads = List.of();
    private boolean over;

    FrozenProcess(
            LinuxProcess process, ProcessMemory memory, MappingLookup mappings, Ptrace ptrace, List<Integer> tids) {
        this.process = process;
        this.memory = memory;
        this.mappings = mappings;
        this.ptrace = ptrace;
        this.tids = tids;
    }

    public LinuxProcess process() {
        return process;
    }

    /** Its memory. Not to be closed by the action. */
    public ProcessMemory memory() {
        requireFrozen();
        return memory;
    }

    /** All of its threads; their registers are read on the first call. Threads killed meanwhile are left out. */
    public List<FrozenThread> threads() {
        requireFrozen();
        if (threads.isEmpty()) {
            List<FrozenThread> found = new ArrayList<>(tids.size());
            Registers registers = new Registers();
            for (int tid : tids) {
                if (ptrace.getRegisters(tid, registers)) {
                    found.add(new FrozenThread(process, tid, registers));
                }
            }
            threads = List.copyOf(found);
        }
        return threads;
    }

    /** The bounds of the mapping in which an address lies; empty if nothing is mapped there. */
    public Optional<AddressRange> mappingAround(long address) {
        requireFrozen();
        return mappings.find(address);
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
