package dev.suture.nativebridge.watch;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A uprobe at a place in a file, with a BPF program that each thread of the machine runs when it comes there. The kernel
 * takes it out when this is closed or Suture ends.
 */
final class Uprobe implements AutoCloseable {
    private static final Path TYPE = Path.of("/sys/bus/event_source/devices/uprobe/type");
    private static final Path ONLINE = Path.of("/sys/devices/system/cpu/online");

    /** Offsets in struct perf_event_attr and its size up to config2 (PERF_ATTR_SIZE_VER1). */
    private static final int SIZE = 4;

    private static final int FLAGS = 40;
    private static final int FILE = 56;
    private static final int OFFSET = 64;
    private static final int ATTRIBUTES = 72;

    private static final int DISABLED = 1;
    private static final int ALL_PROCESSES = -1;
    private static final long CLOSE_ON_EXEC = 8;
    /** ioctl requests of perf events (linux/perf_event.h). */
    private static final long SET_BPF = 0x40042408L;

    private static final long ENABLE = 0x2400;

    private final int descriptor;

    /**
     * Sets the probe in all processes that map the file and in all that will.
     *
     * @param file a path that opens it; what counts is the file, whatever is called so later
     * @param offset where in the file the instruction stands
     */
    Uprobe(Path file, long offset, BpfProgram program) {
        Memory path = new Memory(file.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length + 1L);
        path.setString(0, file.toString(), "UTF-8");
        Memory attributes = KernelCalls.zeroed(ATTRIBUTES);
        attributes.setInt(0, type());
        attributes.setInt(SIZE, ATTRIBUTES);
        attributes.setLong(FLAGS, DISABLED);
        attributes.setLong(FILE, Pointer.nativeValue(path));
        attributes.setLong(OFFSET, offset);
        // One event reaches threads on all processors: the program runs before the kernel asks for which one it is.
        descriptor = KernelCalls.perfEventOpen(attributes, ALL_PROCESSES, firstProcessor(), CLOSE_ON_EXEC);
        int errno = KernelCalls.lastError();
        Reference.reachabilityFence(path);
        if (descriptor < 0) {
            throw WatchUnsupportedException.refused("probe " + file, errno);
        }
        // The program first: enabled without it, the probe would write samples for nobody.
        if (KernelCalls.ioctl(descriptor, SET_BPF, program.descriptor()) < 0
                || KernelCalls.ioctl(descriptor, ENABLE, 0) < 0) {
            errno = KernelCalls.lastError();
            close();
            throw WatchUnsupportedException.refused("run a BPF program at a probe of " + file, errno);
        }
    }

    private static int type() {
        try {
            return Integer.parseInt(Files.readString(TYPE).strip());
        } catch (IOException e) {
            throw new WatchUnsupportedException(
                    "The kernel has no uprobes for perf (CONFIG_UPROBE_EVENTS), or " + TYPE + " cannot be read.");
        }
    }

    /** The lowest number in a list such as {@code 0-3,5}. */
    private static int firstProcessor() {
        try {
            return Integer.parseInt(Files.readString(ONLINE).strip().split("[-,]")[0]);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read which processors are online from " + ONLINE + ".", e);
        }
    }

    @Override
    public void close() {
        KernelCalls.close(descriptor);
    }
}
