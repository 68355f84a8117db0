package dev.suture.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Sees whether the kernel of AArch64 makes the instruction cache agree with what was written to {@code /proc/PID/mem}. An
 * emulated processor runs new code even where that is forgotten, so the kernel is watched doing it: by a probe of the one
 * function that does, and the calls that led there.
 */
final class CacheProbe implements AutoCloseable {
    private static final Path TRACING = Path.of("/sys/kernel/tracing");
    private static final String PROBES = "kprobe_events";
    private static final String EVENT = "events/suture/caches/";
    private static final String ENABLE = EVENT + "enable";
    private static final String TRIGGER = EVENT + "trigger";
    /** The kernel's write of /proc/PID/mem (fs/proc/base.c), which the compiler may have made a part of its caller. */
    private static final String WRITING = "(?s).*\\bmem_(rw|write)\\b.*";

    /** @throws IOException if the kernel does not allow it */
    CacheProbe() throws IOException {
        write(PROBES, "p:suture/caches sync_icache_aliases");
        write(TRIGGER, "stacktrace");
        write(ENABLE, "1");
    }

    private static void write(String file, String text) throws IOException {
        // Not cut short as it is opened: that alone takes all probes and triggers away
        // (Documentation/trace/events.rst).
        Files.writeString(TRACING.resolve(file), text + "\n", StandardOpenOption.WRITE);
    }

    /** How often it did so far. */
    long count() throws IOException {
        write(ENABLE, "0");
        String trace = Files.readString(TRACING.resolve("trace"));
        return Arrays.stream(trace.split("<stack trace>"))
                .skip(1)
                .filter(calls -> calls.matches(WRITING))
                .count();
    }

    @Override
    public void close() throws IOException {
        write(ENABLE, "0");
        write(TRIGGER, "!stacktrace");
        write(PROBES, "-:suture/caches");
    }
}
