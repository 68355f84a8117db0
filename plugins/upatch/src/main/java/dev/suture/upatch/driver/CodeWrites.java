package dev.suture.upatch.driver;

import dev.suture.nativebridge.AddressRange;
import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.ProcessMemory;
import dev.suture.nativebridge.ScatteredRead;
import dev.suture.plugin.PatchException;
import dev.suture.upatch.driver.PageCrossing.Piece;
import java.util.List;

/**
 * Bytes that are to be written over the code of a frozen process, and what has to stand there before: another tool's jump
 * is not overwritten. Made before the freeze; all or nothing is written.
 */
final class CodeWrites {
    private final ProcessMemory memory;
    private final int pid;
    private final List<Write> writes;
    /** For each write what it is made of. */
    private final List<List<Piece>> pieces;

    private final ScatteredRead present;

    /**
     * Bytes for one place.
     *
     * @param name the function, for messages
     * @param expected what has to stand there before; as long as {@code bytes}
     */
    record Write(String name, long address, byte[] expected, byte[] bytes) {}

    /** @param spin an instruction that comes back to itself */
    CodeWrites(ProcessMemory memory, LinuxProcess process, byte[] spin, List<Write> writes) {
        this.memory = memory;
        this.pid = process.pid();
        this.writes = List.copyOf(writes);
        int page = process.pageSize();
        this.pieces = writes.stream()
                .map(w -> new PageCrossing(w.address(), w.expected(), w.bytes(), page, spin).pieces())
                .toList();
        this.present = memory.prepareRead(writes.stream()
                .map(w -> new AddressRange(w.address(), w.address() + w.bytes().length))
                .toList());
    }

    /** @throws PatchException (REFUSED) if anything else stands in one of the places */
    void requireExpected() {
        present.run();
        for (int i = 0; i < writes.size(); i++) {
            if (!present.found(i, writes.get(i).expected())) {
                throw changed(writes.get(i));
            }
        }
    }

    /**
     * Writes and reads back.
     *
     * <p>Should Suture be killed meanwhile, the process runs on with some of the places written. None is half written,
     * as the kernel does not look for signals while it copies within a page; {@link PageCrossing} is about those that cross
     * one.
     */
    void write() {
        int done = 0;
        try {
            for (; done < writes.size(); done++) {
                for (Piece piece : pieces.get(done)) {
                    memory.write(piece.address(), piece.bytes());
                }
            }
            present.run();
            for (int i = 0; i < writes.size(); i++) {
                if (!present.found(i, writes.get(i).bytes())) {
                    throw notTaken(writes.get(i));
                }
            }
        } catch (RuntimeException e) {
            // All or nothing: what was written goes back while everything still stands.
            for (int i = Math.min(done, writes.size() - 1); i >= 0; i--) {
                memory.write(writes.get(i).address(), writes.get(i).expected());
            }
            throw e;
        }
    }

    private PatchException changed(Write write) {
        return new PatchException(
                PatchException.Kind.REFUSED,
                "code-modified",
                "The code of %s in process %d is not what it should be; another tool has written there. Nothing was changed."
                        .formatted(write.name(), pid),
                "Take the other tool's change out first.");
    }

    private PatchException notTaken(Write write) {
        return new PatchException(
                PatchException.Kind.TROUBLE,
                "write-not-taken",
                "Process %d holds other bytes at the start of %s than were just written there; they were put back."
                        .formatted(pid, write.name()),
                "Look for what else writes to the process, such as a debugger or another patching tool.");
    }
}
