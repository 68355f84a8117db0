package dev.suture.upatch.driver;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The jump that leads from a replaced function to its replacement: {@code e9 rel32} (Intel SDM, JMP). */
final class Jump {
    /** Length in bytes. */
    static final int LENGTH = 5;

    private Jump() {}

    /**
     * @throws IllegalArgumentException if the distance does not fit in 32 bits
     */
    static byte[] encode(long from, long to) {
        long distance = to - (from + LENGTH);
        if (distance != (int) distance) {
            throw new IllegalArgumentException("0x%x is out of a jump's reach of 0x%x".formatted(to, from));
        }
        return ByteBuffer.allocate(LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xe9)
                .putInt((int) distance)
                .array();
    }
}
