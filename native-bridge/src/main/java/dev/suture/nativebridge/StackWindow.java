package dev.suture.nativebridge;

import dev.suture.elf.unwind.UnwindMemory;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A piece of the stack of one thread of a frozen process, read in few and large reads: a small piece first, since most
 * threads sleep not far from where they began, and larger ones when the unwinder goes on.
 */
final class StackWindow implements UnwindMemory {
    private static final int FIRST = 4096;
    private static final int LARGEST_PIECE = 256 * 1024;
    /** Beyond this the window moves instead of growing. */
    private static final int LARGEST = 8 * 1024 * 1024;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[64 * 1024];
    private ProcessMemory memory;
    private long start;
    private int length;
    private int nextPiece;

    /** Forgets what was read and begins at a stack pointer. */
    void begin(ProcessMemory processMemory, long stackPointer) {
        memory = processMemory;
        start = stackPointer;
        length = 0;
        nextPiece = FIRST;
    }

    @Override
    public boolean load(long address, int size) {
        long end = address - start + size;
        return address - start >= 0 && end >= 0 && end <= length || fill(address, size);
    }

    private boolean fill(long address, int size) {
        long distance = address - start;
        if (distance < 0 || distance + size < 0 || distance + size > (long) length + nextPiece) {
            start = address;
            length = 0;
            nextPiece = FIRST;
        } else if (length + nextPiece > LARGEST) {
            start = address;
            length = 0;
        }
        int wanted = length + nextPiece;
        if (wanted > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(wanted, 2 * bytes.length));
        }
        length += memory.readSome(start + length, bytes, length, nextPiece);
        nextPiece = Math.min(LARGEST_PIECE, 4 * nextPiece);
        return address - start + size <= length;
    }

    @Override
    public long read(long address, int size) {
        int at = (int) (address - start);
        return switch (size) {
            case Long.BYTES -> (long) LONGS.get(bytes, at);
            case Integer.BYTES -> Integer.toUnsignedLong((int) INTS.get(bytes, at));
            case Short.BYTES -> Short.toUnsignedLong((short) SHORTS.get(bytes, at));
            default -> Byte.toUnsignedLong(bytes[at]);
        };
    }
}
