package dev.suture.agent;

import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.MemoryMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process holds.
 *
 * @param mappings of its memory, but for the heap and the stacks, which grow with its own work
 * @param descriptors number of open files
 * @param threads number of threads
 * @param virtualKib size of its address space
 * @param residentKib its own memory (RssAnon); pages of files come and go as the kernel sees fit
 */
record Footprint(List<MemoryMapping> mappings, int descriptors, int threads, long virtualKib, long residentKib) {
    static Footprint of(long pid) throws IOException {
        Path folder = Path.of("/proc", Long.toString(pid));
        List<String> status = Files.readAllLines(folder.resolve("status"));
        return new Footprint(
                LinuxProcess.of(Math.toIntExact(pid)).maps().stream()
                        .filter(m -> !m.path().equals("[heap]") && !m.path().equals("[stack]"))
                        .toList(),
                entries(folder.resolve("fd")),
                entries(folder.resolve("task")),
                number(status, "VmSize"),
                number(status, "RssAnon"));
    }

    /** Number of mappings of files. */
    long filesMapped() {
        return mappings.stream().filter(m -> m.path().startsWith("/")).count();
    }

    private static int entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return (int) entries.count();
        }
    }

    private static long number(List<String> status, String key) {
        return status.stream()
                .filter(l -> l.startsWith(key + ":"))
                .map(l -> l.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return "%d mappings, %d descriptors, %d threads, %d KiB virtual, %d KiB resident"
                .formatted(mappings.size(), descriptors, threads, virtualKib, residentKib);
    }
}
