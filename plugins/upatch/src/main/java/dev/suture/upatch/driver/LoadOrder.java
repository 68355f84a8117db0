package dev.suture.upatch.driver;

import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.ProcessMemory;
import dev.suture.nativebridge.ProcessMemoryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The order in which the dynamic linker loaded the program and its libraries, in which it looks for symbols (gABI,
 * "Dynamic Linking"): its list of {@code struct link_map}, which DT_DEBUG of the main program leads to (link.h).
 *
 * @param dynamicSections addresses of the objects' dynamic sections, the main program's first; empty if there is no
 *     dynamic linker
 * @param programHeaders address of the main program's program headers (AT_PHDR, getauxval(3)); 0 if unknown
 */
record LoadOrder(List<Long> dynamicSections, long programHeaders) {
    private static final int AT_PHDR = 3;
    private static final int AT_PHNUM = 5;
    private static final int PROGRAM_HEADER = 56;
    private static final int PT_DYNAMIC = 2;
    private static final int PT_PHDR = 6;
    private static final int DT_DEBUG = 21;
    private static final int MOST = 1 << 14;

    LoadOrder {
        dynamicSections = List.copyOf(dynamicSections);
    }

    static LoadOrder of(LinuxProcess process, ProcessMemory memory) {
        long headers = 0;
        long count = 0;
        try {
            ByteBuffer vector = ByteBuffer.wrap(
                            Files.readAllBytes(Path.of("/proc", Integer.toString(process.pid()), "auxv")))
                    .order(ByteOrder.LITTLE_ENDIAN);
            while (vector.remaining() >= 16) {
                long type = vector.getLong();
                long value = vector.getLong();
                headers = type == AT_PHDR ? value : headers;
                count = type == AT_PHNUM ? value : count;
            }
        } catch (IOException e) {
            return new LoadOrder(List.of(), 0);
        }
        try {
            return new LoadOrder(walk(memory, firstMap(memory, headers, count)), headers);
        } catch (ProcessMemoryException e) {
            return new LoadOrder(List.of(), headers);
        }
    }

    private static long firstMap(ProcessMemory memory, long headers, long count) {
        long bias = 0;
        long dynamic = 0;
        for (long at = headers; at < headers + count * PROGRAM_HEADER; at += PROGRAM_HEADER) {
            int type = (int) memory.readLong(at);
            long address = memory.readLong(at + 16);
            bias = type == PT_PHDR ? headers - address : bias;
            dynamic = type == PT_DYNAMIC ? address : dynamic;
        }
        if (dynamic == 0) {
            return 0;
        }
        for (long at = bias + dynamic, i = 0; i < MOST && memory.readLong(at) != 0; at += 16, i++) {
            if (memory.readLong(at) == DT_DEBUG) {
                // struct r_debug: int r_version, then struct link_map *r_map.
                long debug = memory.readLong(at + 8);
                return debug == 0 ? 0 : memory.readLong(debug + 8);
            }
        }
        return 0;
    }

    /** struct link_map: l_addr, l_name, l_ld, l_next, l_prev. */
    private static List<Long> walk(ProcessMemory memory, long first) {
        List<Long> result = new ArrayList<>();
        for (long map = first; map != 0 && result.size() < MOST; map = memory.readLong(map + 24)) {
            result.add(memory.readLong(map + 16));
        }
        return result;
    }
}
