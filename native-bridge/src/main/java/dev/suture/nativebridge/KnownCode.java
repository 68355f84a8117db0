package dev.suture.nativebridge;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;

/**
 * Remembers where in the files that processes map the code stands that remote calls borrow: to look through the C library
 * takes milliseconds, and all processes map the same one. What is remembered is looked at again in each process before it
 * is used. Safe for several threads.
 */
public final class KnownCode {
    private final Map<String, Offsets> offsets = new ConcurrentHashMap<>();

    /**
     * Where it stands in one mapping, in bytes from its start; negative where there is none.
     *
     * @param systemCallReturn a system call instruction that is followed by a return
     * @param restorer what signal handlers return to
     * @param systemCall a system call instruction
     */
    record Offsets(long systemCallReturn, long restorer, long systemCall) {
        /** Whether the code stands there. */
        private boolean hold(CallPatterns patterns, LongFunction<byte[]> bytesAt) {
            return stands(systemCallReturn, patterns.systemCallReturn(), bytesAt)
                    && stands(restorer, patterns.restorer(), bytesAt)
                    && stands(systemCall, patterns.systemCall(), bytesAt);
        }

        private static boolean stands(long offset, byte[] wanted, LongFunction<byte[]> bytesAt) {
            return offset < 0 || Arrays.equals(Arrays.copyOf(bytesAt.apply(offset), wanted.length), wanted);
        }
    }

    Offsets in(MemoryMapping mapping, ProcessMemory memory, CallPatterns patterns) {
        String key = mapping.device() + ':' + mapping.inode() + ':' + mapping.offset() + ':' + mapping.length();
        Offsets known = mapping.fileBacked() ? offsets.get(key) : null;
        if (known != null && known.hold(patterns, offset -> bytesAt(memory, mapping.start() + offset, patterns))) {
            return known;
        }
        Offsets found = CodeSearch.in(mapping, memory, patterns);
        if (mapping.fileBacked()) {
            offsets.put(key, found);
        }
        return found;
    }

    private static byte[] bytesAt(ProcessMemory memory, long address, CallPatterns patterns) {
        byte[] bytes = new byte[patterns.longest()];
        memory.readSome(address, bytes, 0, bytes.length);
        return bytes;
    }
}
