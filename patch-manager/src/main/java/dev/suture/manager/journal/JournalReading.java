package dev.suture.manager.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.suture.plugin.JournalMark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the lines of a journal. */
final class JournalReading {
    private JournalReading() {}

    static Unfinished of(Path file, String text) throws IOException {
        // Only what ends in a line end was written whole; what was written in part had not been done yet.
        List<String> lines =
                text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        if (lines.isEmpty()) {
            throw new IOException("it is empty");
        }
        JournalHeader header = header(lines.getFirst());
        Map<Integer, List<JournalMark>> marks = new HashMap<>();
        boolean undoing = false;
        for (String line : lines.subList(1, lines.size())) {
            JournalLine next = parse(line, JournalLine.class);
            undoing |= next.undoing();
            if (next.mark() != null) {
                if (next.change() == null
                        || next.change() < 0
                        || next.change() >= header.changes().size()) {
                    throw new IOException("one of its lines is of no change");
                }
                marks.computeIfAbsent(next.change(), c -> new ArrayList<>()).add(next.mark());
            }
        }
        return new Unfinished(file, header, marks, undoing);
    }

    private static JournalHeader header(String line) throws IOException {
        int version = parse(line, JsonNode.class).path("schemaVersion").asInt(-1);
        if (version != JournalFolder.SCHEMA_VERSION) {
            throw new IOException(
                    version < 0
                            ? "it names no schemaVersion"
                            : "its schemaVersion is %d and this Suture knows %d"
                                    .formatted(version, JournalFolder.SCHEMA_VERSION));
        }
        JournalHeader header = parse(line, JournalHeader.class);
        if (header.bootId() == null || header.action() == null) {
            throw new IOException("a field of its first line is missing");
        }
        for (PlannedChange change : header.changes()) {
            if (change.patchId() == null
                    || change.label() == null
                    || change.before() == null
                    || change.after() == null) {
                throw new IOException("a field of its changes is missing");
            }
        }
        return header;
    }

    private static <T> T parse(String line, Class<T> type) throws IOException {
        try {
            T value = JournalFolder.JSON.readValue(line, type);
            if (value == null) {
                throw new IOException("one of its lines is empty");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw new IOException("it is damaged: " + e.getOriginalMessage(), e);
        }
    }
}
