package dev.suture.elf;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Splits a section of NUL-terminated strings. */
final class Strings {
    private Strings() {}

    /** The strings that are not empty, each once, in file order. */
    static List<String> of(ElfBytes bytes) {
        Set<String> result = new LinkedHashSet<>();
        long at = 0;
        while (at < bytes.size()) {
            long start = at;
            String text = bytes.string(start);
            at = bytes.endOfString(start) + 1;
            if (!text.isEmpty()) {
                result.add(text);
            }
        }
        return List.copyOf(result);
    }
}
