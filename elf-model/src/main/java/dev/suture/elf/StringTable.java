package dev.suture.elf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Collects strings for a string table: behind each other, each once, the empty one at 0. */
final class StringTable {
    private final Map<String, Integer> offsets = new HashMap<>(Map.of("", 0));
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    StringTable() {
        bytes.write(0);
    }

    /** A table whose first bytes are given, so that offsets into them stay right. */
    StringTable(byte[] first) {
        bytes.writeBytes(first.length == 0 ? new byte[1] : first);
    }

    int add(String text) {
        Integer known = offsets.get(text);
        if (known != null) {
            return known;
        }
        int at = bytes.size();
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        bytes.write(0);
        offsets.put(text, at);
        return at;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
