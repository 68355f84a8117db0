package dev.suture.workbench.build;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads what is new in a file that somebody else writes; from one background thread at a time. */
final class LogTail {
    /** So much at a time: what comes back is shown at once. */
    private static final int MOST_BYTES = 1 << 20;
    /** A line longer than this is shown in pieces. */
    private static final int LONGEST_LINE = 8 << 10;

    private final Path file;
    private long at;
    private int lines;
    private byte[] unfinished = new byte[0];

    /** @param from what stands before this place is not read */
    LogTail(Path file, long from) {
        this.file = file;
        this.at = from;
    }

    /** Whole lines that are new; empty if there are none. */
    synchronized List<LogLine> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        byte[] bytes = next();
        List<LogLine> found = new ArrayList<>();
        int begin = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n' || i - begin >= LONGEST_LINE) {
                int end = bytes[i] == '\n' ? i : i + 1;
                found.add(line(bytes, begin, end));
                begin = i + 1;
            }
        }
        unfinished = Arrays.copyOfRange(bytes, begin, bytes.length);
        return found;
    }

    /** Everything to the end, also a last line without an end. */
    synchronized List<LogLine> readToEnd() throws IOException {
        List<LogLine> found = new ArrayList<>();
        List<LogLine> more = read();
        while (!more.isEmpty()) {
            found.addAll(more);
            more = read();
        }
        if (unfinished.length > 0) {
            found.add(line(unfinished, 0, unfinished.length));
            unfinished = new byte[0];
        }
        return found;
    }

    private byte[] next() throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            int length = (int) Math.min(MOST_BYTES, Math.max(0, in.length() - at));
            byte[] bytes = Arrays.copyOf(unfinished, unfinished.length + length);
            in.seek(at);
            in.readFully(bytes, unfinished.length, length);
            at += length;
            return bytes;
        }
    }

    private LogLine line(byte[] bytes, int begin, int end) {
        String text = new String(bytes, begin, end - begin, StandardCharsets.UTF_8).stripTrailing();
        // As a terminal shows it: a carriage return has the line written over.
        String shown = text.substring(text.lastIndexOf('\r') + 1).replace("\t", "    ");
        return LogLine.of(lines++, at - bytes.length + begin, shown);
    }
}
