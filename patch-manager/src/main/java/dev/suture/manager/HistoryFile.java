package dev.suture.manager;

import dev.suture.manager.durable.DurableFile;
import dev.suture.manager.durable.DurableLog;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** What was done, as {@code history.jsonl} in the store: a line for each entry, the eldest first. */
final class HistoryFile {
    private final Path file;
    private final Locks locks;

    /** @param root the store's folder */
    HistoryFile(Path root, Locks locks) {
        this.file = root.resolve("history.jsonl");
        this.locks = locks;
    }

    /** Adds entries; when it returns they outlast a crash of the machine. */
    void add(List<HistoryEntry> entries) throws IOException {
        try (Locks.Held _ = locks.store()) {
            make();
            String begin = endsWhole() ? "" : "\n"; // What a crash has cut short must not swallow the next line.
            try (DurableLog log = DurableLog.append(file)) {
                List<String> lines = entries.stream().map(HistoryFormat::line).toList();
                log.line(begin + String.join("\n", lines));
            }
        }
    }

    private void make() throws IOException {
        try {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            DurableFile.sync(file.getParent());
        } catch (FileAlreadyExistsException e) {
            // It goes on.
        }
    }

    private boolean endsWhole() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return channel.size() == 0 || channel.read(last, channel.size() - 1) == 1 && last.get(0) == '\n';
        }
    }

    /** The latest entries, the latest first; lines that cannot be read are left out. */
    List<HistoryEntry> latest(int count) {
        Deque<String> lines = new ArrayDeque<>();
        // Not as UTF-8 at once: a line that is cut short may end within a character.
        try (Stream<String> all = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            all.filter(l -> !l.isBlank()).forEach(line -> {
                lines.addLast(line);
                if (lines.size() > count) {
                    lines.removeFirst();
                }
            });
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "history-unreadable",
                    "The history in %s cannot be read: %s.".formatted(file, PatchStore.oneLine(e)),
                    "Check the rights of the store's folder.",
                    e);
        }
        List<HistoryEntry> entries = new ArrayList<>();
        lines.descendingIterator()
                .forEachRemaining(l -> HistoryFormat.entry(
                                new String(l.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                        .ifPresent(entries::add));
        return entries;
    }
}
