package dev.suture.nativebridge;

import dev.suture.elf.unwind.UnwindRow;
import java.util.Optional;

/**
 * Rows by address, so that threads that sleep in the same place are unwound without reading records again. A hash table
 * with open addressing: looking something up makes no objects.
 */
final class RowCache {
    private static final int FIRST_SIZE = 256;
    /** Beyond this it is emptied: a process has no more places where threads are. */
    private static final int LARGEST = 1 << 16;

    private Entry[] entries = new Entry[FIRST_SIZE];
    private int count;

    /** What is known of one address of a process. */
    static final class Entry {
        private final long address;
        private final Optional<MappedCode> code;
        private final Optional<UnwindRow> row;
        private boolean calledFrom;

        Entry(long address, Optional<MappedCode> code, Optional<UnwindRow> row) {
            this.address = address;
            this.code = code;
            this.row = row;
        }

        Optional<MappedCode> code() {
            return code;
        }

        Optional<UnwindRow> row() {
            return row;
        }

        /** Whether a call was seen to end behind the address. */
        boolean calledFrom() {
            return calledFrom;
        }

        void markCalledFrom() {
            calledFrom = true;
        }
    }

    /** The entry of an address, null if there is none yet. */
    Entry find(long address) {
        for (int i = slot(address, entries.length); ; i = i + 1 & entries.length - 1) {
            Entry entry = entries[i];
            if (entry == null || entry.address == address) {
                return entry;
            }
        }
    }

    void add(Entry entry) {
        if (2 * ++count > entries.length) {
            grow();
        }
        put(entries, entry);
    }

    private void grow() {
        Entry[] former = entries;
        if (former.length >= LARGEST) {
            entries = new Entry[FIRST_SIZE];
            count = 1;
            return;
        }
        entries = new Entry[2 * former.length];
        for (Entry entry : former) {
            if (entry != null) {
                put(entries, entry);
            }
        }
    }

    private static void put(Entry[] table, Entry entry) {
        int i = slot(entry.address, table.length);
        while (table[i] != null) {
            i = i + 1 & table.length - 1;
        }
        table[i] = entry;
    }

    private static int slot(long address, int size) {
        long mixed = address * 0x9e3779b97f4a7c15L;
        return (int) (mixed >>> 40) & size - 1;
    }
}
