package dev.suture.upatch.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first bytes of a patch in a process, SysCare's {@code upatch_info}: magic[7], id[41], size, start, end,
 * changed_func_num, funcs*, names*, names_size. All little-endian.
 *
 * @param mark what it is the head of
 * @param id the patch's UUID
 * @param size bytes the patch occupies
 * @param start its first address
 * @param functions how many functions it replaces
 * @param table address of the table of functions
 * @param names address of their names
 * @param namesSize bytes of the names
 */
record PatchHead(Mark mark, String id, long size, long start, long functions, long table, long names, long namesSize) {
    /** Bytes a head has. */
    static final int SIZE = 104;

    private static final int MARK_SIZE = 7;
    private static final int ID_SIZE = 41;

    /** What the first bytes say of what follows. */
    enum Mark {
        /** A whole patch. */
        WHOLE("UPATCH\0"),
        /** A patch that is being written; whoever wrote it has died if it stays so. */
        LOADING("LOADING"),
        /** What the C++ runtime keeps of a patch that was taken out. */
        RECORDS("RECORDS");

        private final byte[] bytes;

        Mark(String text) {
            this.bytes = text.getBytes(StandardCharsets.US_ASCII);
        }

        /** They stand at the start of a page: a write of them is never half done. */
        byte[] bytes() {
            return bytes.clone();
        }
    }

    /** Where heads are read from. */
    @FunctionalInterface
    interface Memory {
        /** Reads as many of the bytes as are there and returns how many that were. */
        int read(long address, byte[] into);
    }

    PatchHead marked(Mark other) {
        return new PatchHead(other, id, size, start, functions, table, names, namesSize);
    }

    byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        out.put(mark.bytes).put(Arrays.copyOf(id.getBytes(StandardCharsets.US_ASCII), ID_SIZE));
        out.putLong(size).putLong(start).putLong(start + size).putLong(functions);
        out.putLong(table).putLong(names).putLong(namesSize);
        return out.array();
    }

    /** Reads a head; empty if the address does not hold one. */
    static Optional<PatchHead> read(Memory memory, long address) {
        byte[] bytes = new byte[SIZE];
        if (memory.read(address, bytes) != SIZE) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return Arrays.stream(Mark.values())
                .filter(m -> Arrays.equals(bytes, 0, MARK_SIZE, m.bytes, 0, MARK_SIZE))
                .map(m -> new PatchHead(
                        m,
                        text(bytes, MARK_SIZE, ID_SIZE),
                        in.getLong(48),
                        in.getLong(56),
                        in.getLong(72),
                        in.getLong(80),
                        in.getLong(88),
                        in.getLong(96)))
                .filter(h -> h.start == address)
                .findFirst();
    }

    /** The text from an offset to the next zero, of at most so many bytes. */
    static String text(byte[] bytes, int from, int limit) {
        int end = from;
        while (end < bytes.length && end < from + limit && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }
}
