package dev.suture.manager.durable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of lines that only grows. A line is there whole or, if it is the last one, it may be cut short by a crash. */
public final class DurableLog implements AutoCloseable {
    private final FileChannel channel;

    private DurableLog(FileChannel channel) {
        this.channel = channel;
    }

    /** Opens a file that exists, to add to it. */
    public static DurableLog append(Path file) throws IOException {
        return new DurableLog(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }

    /** Opens a file that nobody writes any more, to add to it; a last line that was cut short goes. */
    public static DurableLog continueAfterCrash(Path file) throws IOException {
        byte[] contents = Files.readAllBytes(file);
        int whole = contents.length;
        while (whole > 0 && contents[whole - 1] != '\n') {
            whole--;
        }
        DurableLog log = append(file);
        log.channel.truncate(whole);
        return log;
    }

    /** Adds a line, and returns when it would outlast a crash of the machine (fdatasync(2)). */
    public synchronized void line(String text) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
