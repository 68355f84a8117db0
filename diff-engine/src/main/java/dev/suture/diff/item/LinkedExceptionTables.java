package dev.suture.diff.item;

import dev.suture.elf.ElfBytes;
import dev.suture.elf.Section;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Reads a linked file's unwind records (LSB Core, "Exception Frames") for the exception tables they lead to. */
final class LinkedExceptionTables {
    private static final int OMITTED = 0xff;
    private static final long EXTENDED_LENGTH = 0xffffffffL;

    private final Section section;
    private final ElfBytes bytes;
    private final Map<Long, Optional<Encodings>> known = new HashMap<>();

    /** How a record's address and that of the exception table are written. */
    private record Encodings(int address, int table) {}

    LinkedExceptionTables(Section section) {
        this.section = section;
        this.bytes = section.contents();
    }

    /** Gives the addresses of each function that has an exception table and of the table. */
    void read(BiConsumer<Long, Long> found) {
        for (long at = 0; at + 8 <= bytes.size(); ) {
            long length = bytes.u32(at);
            if (length == 0 || length == EXTENDED_LENGTH) {
                return;
            }
            long id = bytes.u32(at + 4);
            if (id != 0) {
                Optional<Encodings> encodings = known.computeIfAbsent(at + 4 - id, this::common);
                if (encodings.isPresent()) {
                    function(encodings.get(), at + 8, found);
                }
            }
            at += 4 + length;
        }
    }

    private void function(Encodings encodings, long at, BiConsumer<Long, Long> found) {
        ByteCursor cursor = new ByteCursor(bytes, at);
        long function = cursor.pointer(encodings.address, section.address());
        cursor.skip(ByteCursor.width(encodings.address));
        long length = cursor.uleb();
        if (length > 0) {
            long table = cursor.pointer(encodings.table, section.address());
            if (table != 0) {
                found.accept(function, table);
            }
        }
    }

    /** The encodings a common record names; empty if its functions have no exception tables. */
    private Optional<Encodings> common(long at) {
        if (at < 0 || at + 9 > bytes.size()) {
            return Optional.empty();
        }
        ByteCursor cursor = new ByteCursor(bytes, at + 8);
        int version = cursor.u8();
        String augmentation = cursor.text();
        cursor.uleb();
        cursor.sleb();
        if (version == 1) {
            cursor.skip(1);
        } else {
            cursor.uleb();
        }
        if (!augmentation.startsWith("z")) {
            return Optional.empty();
        }
        cursor.uleb();
        int address = 0;
        int table = OMITTED;
        for (int i = 1; i < augmentation.length(); i++) {
            switch (augmentation.charAt(i)) {
                case 'R' -> address = cursor.u8();
                case 'L' -> table = cursor.u8();
                case 'P' -> cursor.pointer(cursor.u8(), 0);
                default -> {}
            }
        }
        return table == OMITTED || ByteCursor.width(address) == 0
                ? Optional.empty()
                : Optional.of(new Encodings(address, table));
    }
}
