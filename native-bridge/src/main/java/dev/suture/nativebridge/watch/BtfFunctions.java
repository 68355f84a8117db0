package dev.suture.nativebridge.watch;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The type information that the kernel wants of a program with a callback (Documentation/bpf/btf.rst): a function {@code
 * long main(void *)} and a static one {@code long callback(long, void *)}.
 */
final class BtfFunctions implements AutoCloseable {
    /** The type ids of the two functions. */
    static final int MAIN = 6;

    static final int CALLBACK = 4;

    private static final int MAGIC = 0xeb9f;
    private static final int HEADER = 24;

    /** Kinds of types, where the info word has them. */
    private static final int INT = 1 << 24;

    private static final int POINTER = 2 << 24;
    private static final int FUNCTION = 12 << 24;
    private static final int PROTOTYPE = 13 << 24;

    private static final int SIGNED = 1 << 24;
    private static final int VOID = 0;
    private static final int LONG = 1;
    private static final int VOID_POINTER = 2;

    /** The names, each behind a zero byte, and where they begin. */
    private static final String NAMES = "\0long\0callback\0main\0index\0context\0";

    private final int descriptor;

    BtfFunctions() {
        byte[] encoded = encode();
        Memory blob = new Memory(encoded.length);
        blob.write(0, encoded, 0, encoded.length);
        Memory attributes = KernelCalls.zeroed(KernelCalls.BPF_ATTRIBUTES);
        attributes.setLong(0, Pointer.nativeValue(blob));
        attributes.setInt(16, encoded.length);
        descriptor = KernelCalls.bpf(KernelCalls.BPF_BTF_LOAD, attributes);
        int errno = KernelCalls.lastError();
        java.lang.ref.Reference.reachabilityFence(blob);
        if (descriptor < 0) {
            throw WatchUnsupportedException.refused("take the type information of a BPF program", errno);
        }
    }

    private static byte[] encode() {
        int[] types = {
            name("long"),
            INT,
            Long.BYTES,
            SIGNED | Long.SIZE, // 1
            0,
            POINTER,
            VOID, // 2
            0,
            PROTOTYPE | 2,
            LONG,
            name("index"),
            LONG,
            name("context"),
            VOID_POINTER, // 3
            name("callback"),
            FUNCTION,
            3, // 4: its linkage, the low bits, is static
            0,
            PROTOTYPE | 1,
            LONG,
            name("context"),
            VOID_POINTER, // 5
            name("main"),
            FUNCTION,
            5, // 6
        };
        byte[] names = NAMES.getBytes(StandardCharsets.US_ASCII);
        int typesSize = types.length * Integer.BYTES;
        ByteBuffer out = ByteBuffer.allocate(HEADER + typesSize + names.length).order(ByteOrder.nativeOrder());
        out.putShort((short) MAGIC).put((byte) 1).put((byte) 0).putInt(HEADER);
        out.putInt(0).putInt(typesSize).putInt(typesSize).putInt(names.length);
        for (int word : types) {
            out.putInt(word);
        }
        return out.put(names).array();
    }

    private static int name(String name) {
        return NAMES.indexOf("\0" + name + "\0") + 1;
    }

    int descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        KernelCalls.close(descriptor);
    }
}
