package dev.suture.upatch.driver;

import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.MemoryMapping;
import dev.suture.nativebridge.ProcessMemory;
import dev.suture.plugin.PatchState;
import dev.suture.upatch.abi.ProcessorAbi;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a process itself shows of the patches in it. Nothing is remembered from earlier. */
final class PatchedProcess {
    private PatchedProcess() {}

    /** The header of the patch with that id; empty if the process does not hold it. */
    static Optional<PatchHeader> find(LinuxProcess process, ProcessMemory memory, String id) {
        return headers(process, memory).stream().filter(h -> h.id().equals(id)).findFirst();
    }

    /** The headers of all patches in the process. */
    static List<PatchHeader> headers(LinuxProcess process, ProcessMemory memory) {
        ProcessorAbi abi = ProcessorAbi.of(process.machine())
                .orElseThrow(() -> new IllegalArgumentException(process + " runs a program of another architecture"));
        return process.maps().stream()
                .filter(PatchedProcess::mayHoldHeader)
                .map(m -> PatchHeader.read(abi, (a, b) -> memory.readSome(a, b, 0, b.length), m.start()))
                .flatMap(Optional::stream)
                .toList();
    }

    /** A patch begins with an anonymous mapping that can only be read. */
    private static boolean mayHoldHeader(MemoryMapping mapping) {
        return mapping.inode() == 0
                && mapping.path().isEmpty()
                && mapping.readable()
                && !mapping.writable()
                && !mapping.executable();
    }

    /** ACTIVED if all its jumps stand, DEACTIVED if none does, PARTLY_ACTIVED or UNKNOWN otherwise. */
    static PatchState state(ProcessMemory memory, PatchHeader header) {
        int active = 0;
        int original = 0;
        for (PatchHeader.Function function : header.functions()) {
            byte[] now = memory.read(function.oldAddress(), function.jump().length);
            if (Arrays.equals(now, function.jump())) {
                active++;
            } else if (Arrays.equals(now, function.saved())) {
                original++;
            }
        }
        int all = header.functions().size();
        if (active == all) {
            return PatchState.ACTIVED;
        }
        if (original == all) {
            return PatchState.DEACTIVED;
        }
        return active + original == all ? PatchState.PARTLY_ACTIVED : PatchState.UNKNOWN;
    }
}
