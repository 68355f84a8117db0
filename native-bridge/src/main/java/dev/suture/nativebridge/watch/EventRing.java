package dev.suture.nativebridge.watch;

import com.sun.jna.Pointer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/**
 * Reads what BPF programs write to a ring buffer (Documentation/bpf/ringbuf.rst). For one thread; nothing may be read after
 * it is closed.
 */
final class EventRing implements AutoCloseable {
    private static final int PROT_READ = 1;
    private static final int PROT_WRITE = 2;
    private static final int MAP_SHARED = 1;
    private static final int RECORD_HEADER = 8;
    private static final int BUSY = 1 << 31;
    private static final int DISCARDED = 1 << 30;
    private static final VarHandle POSITION =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle LENGTH = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final int page = KernelCalls.getpagesize();
    private final int size;
    private final long consumerAddress;
    private final long producerAddress;
    private final ByteBuffer consumer;
    private final ByteBuffer producer;

    /** @param size of the map in bytes */
    EventRing(BpfMap map, int size) {
        this.size = size;
        // How far was read; then, not to be written, how far was written and the data, twice in a row.
        consumerAddress = map(map, page, PROT_READ | PROT_WRITE, 0);
        producerAddress = map(map, page + 2 * size, PROT_READ, page);
        consumer = new Pointer(consumerAddress).getByteBuffer(0, page).order(ByteOrder.nativeOrder());
        producer =
                new Pointer(producerAddress).getByteBuffer(0, page + 2L * size).order(ByteOrder.nativeOrder());
    }

    private static long map(BpfMap map, int length, int protection, long offset) {
        long address = KernelCalls.mmap(0, length, protection, MAP_SHARED, map.descriptor(), offset);
        if (address == -1) {
            throw WatchUnsupportedException.refused("map the events of BPF programs", KernelCalls.lastError());
        }
        return address;
    }

    /**
     * Hands out the records written so far, as views that are valid only inside the call.
     *
     * @return whether that was all; otherwise the next one is still being written, by a thread that may need this processor
     */
    boolean drain(Consumer<ByteBuffer> reader) {
        long read = (long) POSITION.getAcquire(consumer, 0);
        while (read < (long) POSITION.getAcquire(producer, 0)) {
            int at = page + (int) (read & (size - 1));
            int length = (int) LENGTH.getAcquire(producer, at);
            if ((length & BUSY) != 0) {
                return false;
            }
            int bytes = length & ~DISCARDED;
            if ((length & DISCARDED) == 0) {
                reader.accept(producer.slice(at + RECORD_HEADER, bytes).order(ByteOrder.nativeOrder()));
            }
            read += (bytes + RECORD_HEADER + 7) & -8;
            POSITION.setRelease(consumer, 0, read);
        }
        return true;
    }

    @Override
    public void close() {
        KernelCalls.munmap(consumerAddress, page);
        KernelCalls.munmap(producerAddress, page + 2L * size);
    }
}
