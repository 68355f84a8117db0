package dev.suture.upatch.driver;

import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.MemoryMapping;
import dev.suture.nativebridge.ProcessMemory;
import dev.suture.upatch.abi.ProcessorAbi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The patches in a process, and how their jumps lie over each other, as the process itself shows it; nothing is remembered
 * from earlier.
 *
 * <p>Where several patches replace the same function, the bytes at its start are the jump of the last one made active,
 * which has saved the jump of the one before, and so on down to the function's own code.
 */
final class PatchStack {
    private final ProcessMemory memory;
    private final List<PatchHeader> headers;

    private PatchStack(ProcessMemory memory, List<PatchHeader> headers) {
        this.memory = memory;
        this.headers = headers;
    }

    /**
     * How a function stands.
     *
     * @param patches those whose jumps lead on from each other, the one on top first
     * @param now the first bytes of the function, as many as are asked for and readable
     * @param base what they would be without any jump
     */
    record Entry(List<PatchHeader> patches, byte[] now, byte[] base) {
        boolean has(PatchHeader patch) {
            return patches.stream().anyMatch(p -> p.start() == patch.start());
        }

        /** The patches over this one, the one on top first; none if it is not among them. */
        List<PatchHeader> over(PatchHeader patch) {
            return has(patch)
                    ? patches.stream()
                            .takeWhile(p -> p.start() != patch.start())
                            .toList()
                    : List.of();
        }
    }

    static PatchStack of(LinuxProcess process, ProcessMemory memory) {
        return new PatchStack(
                memory,
                ProcessorAbi.of(process.machine()).stream()
                        .flatMap(abi -> headers(abi, process, memory))
                        .toList());
    }

    private static Stream<PatchHeader> headers(ProcessorAbi abi, LinuxProcess process, ProcessMemory memory) {
        return process.maps().stream()
                .filter(PatchStack::mayHoldHead)
                .flatMap(m -> PatchHeader.read(abi, from(memory), m.start()).stream());
    }

    static PatchHead.Memory from(ProcessMemory memory) {
        return (address, into) -> memory.readSome(address, into, 0, into.length);
    }

    /** A patch begins with an anonymous mapping that can only be read. */
    static boolean mayHoldHead(MemoryMapping mapping) {
        return mapping.inode() == 0
                && mapping.path().isEmpty()
                && mapping.readable()
                && !mapping.writable()
                && !mapping.executable();
    }

    /** The patch with that id; empty if the process does not hold it. */
    Optional<PatchHeader> find(String id) {
        return headers.stream().filter(h -> h.id().equals(id)).findFirst();
    }

    /**
     * What stands at the start of a function.
     *
     * @param length how many of its bytes are wanted; {@link Entry#now} has fewer if no more can be read
     */
    Entry at(long address, int length) {
        byte[] now = new byte[Math.max(length, ProcessorAbi.LONGEST_JUMP)];
        int read = memory.readSome(address, now, 0, now.length);
        now = Arrays.copyOf(now, Math.min(read, length));
        byte[] base = now.clone();
        List<PatchHeader> patches = new ArrayList<>();
        while (true) {
            Optional<PatchHeader> next = headers.stream()
                    .filter(h -> !patches.contains(h))
                    .filter(h -> jumpsFrom(h, address, base))
                    .findFirst();
            if (next.isEmpty()) {
                return new Entry(patches, now, base);
            }
            patches.add(next.get());
            byte[] saved = function(next.get(), address).orElseThrow().underJump();
            System.arraycopy(saved, 0, base, 0, Math.min(saved.length, base.length));
        }
    }

    private static boolean jumpsFrom(PatchHeader header, long address, byte[] code) {
        return function(header, address)
                .filter(f -> code.length >= f.jump().length)
                .filter(f -> Arrays.equals(f.jump(), 0, f.jump().length, code, 0, f.jump().length))
                .isPresent();
    }

    /** The function at that address that a patch replaces. */
    static Optional<PatchHeader.Function> function(PatchHeader header, long address) {
        return header.functions().stream()
                .filter(f -> f.oldAddress() == address)
                .findFirst();
    }
}
