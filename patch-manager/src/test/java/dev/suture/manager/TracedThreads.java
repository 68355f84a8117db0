package dev.suture.manager;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Tells in some microseconds whether a thread of a process is traced. */
final class TracedThreads implements AutoCloseable {
    private static final String UNTRACED = "TracerPid:\t0\n";
    private static final int SIZE = 4096;

    private final List<FileChannel> statuses = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(SIZE);

    /** Those of the threads that it has now. */
    TracedThreads(long pid) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks.toList()) {
                statuses.add(FileChannel.open(task.resolve("status"), StandardOpenOption.READ));
            }
        }
    }

    boolean any() {
        return statuses.stream().anyMatch(s -> !read(s).contains(UNTRACED));
    }

    /** Whether one of them is stopped, traced or not. */
    boolean anyStopped() {
        return statuses.stream().map(this::read).anyMatch(s -> s.contains("State:\tt") || s.contains("State:\tT"));
    }

    private String read(FileChannel status) {
        try {
            buffer.clear();
            int length = status.read(buffer, 0);
            return new String(buffer.array(), 0, Math.max(0, length), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException("the service has ended", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (FileChannel status : statuses) {
            status.close();
        }
    }
}
