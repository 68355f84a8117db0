package dev.suture.upatch.driver;

import dev.suture.upatch.abi.OutOfReachException;
import dev.suture.upatch.abi.ProcessorAbi;
import dev.suture.upatch.driver.PatchHead.Mark;
import dev.suture.upatch.format.UpatchFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What stands at the start of a patch in a process and tells everybody who looks what it is: a {@link PatchHead}, the
 * names, then 64 bytes a function, as SysCare has them. All little-endian.
 *
 * @param id the patch's UUID
 * @param size bytes the patch occupies
 * @param start its first address
 * @param functions the functions it replaces
 */
record PatchHeader(String id, long size, long start, List<Function> functions) {
    /** Addresses and sizes, the saved bytes (16), the jump (8), name*. */
    private static final int FUNCTION_SIZE = 64;
    /** Of the replaced bytes. */
    static final int SAVED_SIZE = 16;

    private static final int SAVED = 32;
    private static final int JUMP_SIZE = 8;
    private static final int MAX_FUNCTIONS = 1 << 16;
    private static final int MAX_NAMES = 1 << 24;

    PatchHeader {
        functions = List.copyOf(functions);
    }

    /**
     * One replaced function in the process.
     *
     * @param name its name
     * @param oldAddress where the replaced function starts
     * @param oldSize its size in bytes
     * @param newAddress where the replacement starts
     * @param newSize its size in bytes
     * @param saved the first 16 bytes of the replaced function, or all of it and zeros, as they were when the patch was
     *     made active last: its own code, or the jump of a patch below
     * @param jump what stands there while the patch is active and no other lies over it
     */
    record Function(
            String name, long oldAddress, long oldSize, long newAddress, long newSize, byte[] saved, byte[] jump) {
        /** What the jump has replaced or will replace. */
        byte[] underJump() {
            return Arrays.copyOf(saved, jump.length);
        }
    }

    /** What is saved of a function with that code. */
    static byte[] saved(byte[] code) {
        return Arrays.copyOf(code, SAVED_SIZE);
    }

    /** Bytes a header for these functions occupies. */
    static int sizeFor(List<UpatchFunction> functions) {
        return tableAt(functions.stream().mapToInt(f -> bytes(f.name()).length).sum())
                + functions.size() * FUNCTION_SIZE;
    }

    private static int tableAt(int namesSize) {
        return PatchHead.SIZE + ((namesSize + 7) & ~7);
    }

    private int namesSize() {
        return functions.stream().mapToInt(f -> bytes(f.name()).length).sum();
    }

    /** Address of the saved bytes of the function with that index. */
    long savedAddress(int function) {
        return start + tableAt(namesSize()) + (long) function * FUNCTION_SIZE + SAVED;
    }

    PatchHead head() {
        return new PatchHead(
                Mark.WHOLE,
                id,
                size,
                start,
                functions.size(),
                start + tableAt(namesSize()),
                start + PatchHead.SIZE,
                namesSize());
    }

    byte[] toBytes() {
        int tableAt = tableAt(namesSize());
        ByteBuffer out =
                ByteBuffer.allocate(tableAt + functions.size() * FUNCTION_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        out.put(head().toBytes());
        int nameAt = PatchHead.SIZE;
        for (int i = 0; i < functions.size(); i++) {
            Function function = functions.get(i);
            byte[] name = bytes(function.name);
            out.position(nameAt).put(name);
            out.position(tableAt + i * FUNCTION_SIZE);
            out.putLong(function.oldAddress).putLong(function.oldSize);
            out.putLong(function.newAddress).putLong(function.newSize);
            out.put(function.saved);
            out.put(Arrays.copyOf(function.jump, JUMP_SIZE));
            out.putLong(start + nameAt);
            nameAt += name.length;
        }
        return out.array();
    }

    /** Reads the header of a whole patch; empty if the address does not hold one. */
    static Optional<PatchHeader> read(ProcessorAbi abi, PatchHead.Memory memory, long address) {
        return PatchHead.read(memory, address)
                .filter(h -> h.mark() == Mark.WHOLE)
                .filter(h -> h.functions() >= 0 && h.functions() <= MAX_FUNCTIONS)
                .filter(h -> h.namesSize() >= 0 && h.namesSize() <= MAX_NAMES)
                .flatMap(h -> read(abi, memory, h));
    }

    private static Optional<PatchHeader> read(ProcessorAbi abi, PatchHead.Memory memory, PatchHead head) {
        byte[] names = new byte[(int) head.namesSize()];
        byte[] table = new byte[(int) head.functions() * FUNCTION_SIZE];
        if (memory.read(head.names(), names) != names.length || memory.read(head.table(), table) != table.length) {
            return Optional.empty();
        }
        try {
            List<Function> functions = functions(abi, table, names, head.names());
            return Optional.of(new PatchHeader(head.id(), head.size(), head.start(), functions));
        } catch (OutOfReachException e) {
            return Optional.empty(); // nothing that could have jumped
        }
    }

    private static List<Function> functions(ProcessorAbi abi, byte[] table, byte[] names, long namesAt) {
        List<Function> result = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < table.length; at += FUNCTION_SIZE) {
            byte[] saved = new byte[SAVED_SIZE];
            in.get(at + SAVED, saved);
            // Not taken from the table, which has room for the short form only.
            byte[] jump = abi.jump(in.getLong(at), in.getLong(at + 16), saved);
            long name = in.getLong(at + 56) - namesAt;
            result.add(new Function(
                    name >= 0 && name < names.length ? PatchHead.text(names, (int) name, names.length) : "?",
                    in.getLong(at),
                    in.getLong(at + 8),
                    in.getLong(at + 16),
                    in.getLong(at + 24),
                    saved,
                    jump));
        }
        return result;
    }

    private static byte[] bytes(String name) {
        return (name + "\0").getBytes(StandardCharsets.UTF_8);
    }
}
