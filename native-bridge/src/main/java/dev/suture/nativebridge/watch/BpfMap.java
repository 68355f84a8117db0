package dev.suture.nativebridge.watch;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/** A map that BPF programs and Suture share (bpf(2)); keys of 4 or 8 bytes, values of 8. Safe for several threads. */
final class BpfMap implements AutoCloseable {
    private static final int HASH = 1;
    private static final int ARRAY = 2;
    private static final int RING_BUFFER = 27;

    /** Offsets in union bpf_attr for BPF_MAP_CREATE. */
    private static final int KEY_SIZE = 4;

    private static final int VALUE_SIZE = 8;
    private static final int MAX_ENTRIES = 12;

    /** Offsets for the commands on elements. */
    private static final int KEY = 8;

    private static final int VALUE = 16;

    private final int descriptor;
    private final Memory attributes = KernelCalls.zeroed(KernelCalls.BPF_ATTRIBUTES);
    private final Memory key = KernelCalls.zeroed(Long.BYTES);
    private final Memory value = KernelCalls.zeroed(Long.BYTES);
    private boolean closed;

    private BpfMap(int type, int keySize, int valueSize, int entries) {
        Memory create = KernelCalls.zeroed(KernelCalls.BPF_ATTRIBUTES);
        create.setInt(0, type);
        create.setInt(KEY_SIZE, keySize);
        create.setInt(VALUE_SIZE, valueSize);
        create.setInt(MAX_ENTRIES, entries);
        descriptor = KernelCalls.bpf(KernelCalls.BPF_MAP_CREATE, create);
        if (descriptor < 0) {
            throw WatchUnsupportedException.refused("make a BPF map", KernelCalls.lastError());
        }
        attributes.setInt(0, descriptor);
        attributes.setLong(KEY, Pointer.nativeValue(key));
    }

    /** From eight bytes to eight bytes. */
    static BpfMap hash(int entries) {
        return new BpfMap(HASH, Long.BYTES, Long.BYTES, entries);
    }

    /** Eight bytes for each index; all zero at first. */
    static BpfMap array(int entries) {
        return new BpfMap(ARRAY, Integer.BYTES, Long.BYTES, entries);
    }

    /** @param bytes a power of two and a multiple of the page size */
    static BpfMap ringBuffer(int bytes) {
        return new BpfMap(RING_BUFFER, 0, 0, bytes);
    }

    int descriptor() {
        return descriptor;
    }

    synchronized void put(long newKey, long newValue) {
        key.setLong(0, newKey);
        value.setLong(0, newValue);
        attributes.setLong(VALUE, Pointer.nativeValue(value));
        int done = KernelCalls.bpf(KernelCalls.BPF_MAP_UPDATE_ELEM, attributes);
        // The kernel refuses commands with more set than they take.
        attributes.setLong(VALUE, 0);
        if (done < 0) {
            throw WatchUnsupportedException.refused("write to a BPF map", KernelCalls.lastError());
        }
    }

    /** @return false if there was no such key, or the map has been closed */
    synchronized boolean remove(long oldKey) {
        key.setLong(0, oldKey);
        return !closed && KernelCalls.bpf(KernelCalls.BPF_MAP_DELETE_ELEM, attributes) == 0;
    }

    @Override
    public synchronized void close() {
        closed = true;
        KernelCalls.close(descriptor);
    }
}
