package dev.suture.upatch.driver;

import dev.suture.upatch.abi.OutOfReachException;
import dev.suture.upatch.abi.ProcessorAbi;
import dev.suture.upatch.format.UpatchFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands at the start of a patch in a process and tells everybody who looks what it is: SysCare's {@code
 * upatch_info} of 104 bytes, the names, then 64 bytes a function. All little-endian.
 *
 * @param id the patch's UUID
 * @param size bytes the patch occupies
 * @param start its first address
 * @param functions the functions it replaces
 */
record PatchHeader(String id, long size, long start, List<Function> functions) {
    /** {@code upatch_info}: magic[7], id[41], size, start, end, changed_func_num, funcs*, names*, names_size. */
    static final int SIZE = 104;

    private static final byte[] MAGIC = "UPATCH\0".getBytes(StandardCharsets.US_ASCII);
    /** Bytes at its start by which a header is known. */
    static final int MARK_SIZE = MAGIC.length;

    private static final int ID_LENGTH = 41;
    /** Addresses and sizes, the saved bytes (16), the jump (8), name*. */
    private static final int FUNCTION_SIZE = 64;

    private static final int SAVED_SIZE = 16;
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
     * @param saved the first bytes of the replaced function, as many as the jump is long
     * @param jump what stands there while the patch is active
     */
    record Function(
            String name, long oldAddress, long oldSize, long newAddress, long newSize, byte[] saved, byte[] jump) {}

    /** Bytes a header for these functions occupies. */
    static int sizeFor(List<UpatchFunction> functions) {
        return SIZE
                + align8(
                        functions.stream().mapToInt(f -> bytes(f.name()).length).sum())
                + functions.size() * FUNCTION_SIZE;
    }

    byte[] toBytes() {
        int namesSize = functions.stream().mapToInt(f -> bytes(f.name()).length).sum();
        int tableAt = SIZE + align8(namesSize);
        ByteBuffer out =
                ByteBuffer.allocate(tableAt + functions.size() * FUNCTION_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        out.put(MAGIC).put(java.util.Arrays.copyOf(id.getBytes(StandardCharsets.US_ASCII), ID_LENGTH));
        out.putLong(size).putLong(start).putLong(start + size).putLong(functions.size());
        out.putLong(start + tableAt).putLong(start + SIZE).putLong(namesSize);
        int nameAt = SIZE;
        for (int i = 0; i < functions.size(); i++) {
            Function function = functions.get(i);
            byte[] name = bytes(function.name);
            out.position(nameAt).put(name);
            out.position(tableAt + i * FUNCTION_SIZE);
            out.putLong(function.oldAddress).putLong(function.oldSize);
            out.putLong(function.newAddress).putLong(function.newSize);
            out.put(java.util.Arrays.copyOf(function.saved, SAVED_SIZE));
            out.put(java.util.Arrays.copyOf(function.jump, JUMP_SIZE));
            out.putLong(start + nameAt);
            nameAt += name.length;
        }
        return out.array();
    }

    /** Reads a header through {@code memory}; empty if the address does not hold one. */
    static Optional<PatchHeader> read(ProcessorAbi abi, Memory memory, long address) {
        byte[] head = new byte[SIZE];
        if (memory.read(address, head) != SIZE || java.util.Arrays.mismatch(head, MAGIC) < MAGIC.length) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
        String id = text(head, MAGIC.length, ID_LENGTH);
        long size = in.getLong(48);
        long start = in.getLong(56);
        long count = in.getLong(72);
        long namesSize = in.getLong(96);
        if (start != address || count < 0 || count > MAX_FUNCTIONS || namesSize < 0 || namesSize > MAX_NAMES) {
            return Optional.empty();
        }
        byte[] names = new byte[(int) namesSize];
        byte[] table = new byte[(int) count * FUNCTION_SIZE];
        if (memory.read(in.getLong(88), names) != names.length || memory.read(in.getLong(80), table) != table.length) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PatchHeader(id, size, start, functions(abi, table, names, in.getLong(88))));
        } catch (OutOfReachException e) {
            return Optional.empty(); // nothing that could have jumped
        }
    }

    private static List<Function> functions(ProcessorAbi abi, byte[] table, byte[] names, long namesAt) {
        List<Function> result = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < table.length; at += FUNCTION_SIZE) {
            byte[] saved = new byte[SAVED_SIZE];
            in.get(at + 32, saved);
            // Not taken from the table, which has room for the short form only.
            byte[] jump = abi.jump(in.getLong(at), in.getLong(at + 16), saved);
            long name = in.getLong(at + 56) - namesAt;
            result.add(new Function(
                    name >= 0 && name < names.length ? text(names, (int) name, names.length) : "?",
                    in.getLong(at),
                    in.getLong(at + 8),
                    in.getLong(at + 16),
                    in.getLong(at + 24),
                    java.util.Arrays.copyOf(saved, jump.length),
                    jump));
        }
        return result;
    }

    /** Where headers are read from. */
    @FunctionalInterface
    interface Memory {
        /** Reads as many of the bytes as are there and returns how many that were. */
        int read(long address, byte[] into);
    }

    private static String text(byte[] bytes, int from, int limit) {
        int end = from;
        while (end < bytes.length && end < from + limit && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        return (name + "\0").getBytes(StandardCharsets.UTF_8);
    }

    private static int align8(int size) {
        return (size + 7) & ~7;
    }
}
