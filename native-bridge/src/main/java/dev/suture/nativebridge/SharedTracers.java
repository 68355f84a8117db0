package dev.suture.nativebridge;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Threads that trace processes which start, ready before the first one comes: a thread that is started when a process waits
 * for it would have to wait itself for a processor. Safe for several threads.
 */
public final class SharedTracers implements AutoCloseable {
    /** Most of their time they wait for the processes: more of them than of processors are of use. */
    private static final int PER_PROCESSOR = 2;

    private final List<SharedTracer> tracers = IntStream.range(
                    0, PER_PROCESSOR * Runtime.getRuntime().availableProcessors())
            .mapToObj(i -> new SharedTracer("tracer of starts " + i))
            .toList();

    /** The one with the fewest processes, as the owner of one more. */
    Owner owner() {
        return tracers.stream()
                .min(Comparator.comparingInt(SharedTracer::load))
                .orElseThrow()
                .owner();
    }

    /** Ends them; the kernel lets go of what they still hold. */
    @Override
    public void close() {
        tracers.forEach(SharedTracer::close);
    }
}
