package dev.suture.nativebridge;

import dev.suture.elf.unwind.UnwindRow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The places of a file where threads were seen lately, with the rows that hold there. Threads of one program come back to the
 * same places, so the next process that maps the file, and the next freeze of this one, need not read its records for them.
 * Safe for use by several threads.
 */
final class KnownRows {
    /** Each costs the next check of a process a microsecond or two before its freeze. */
    private static final int MOST = 128;

    private final Map<Long, Optional<UnwindRow>> byAddress = new LinkedHashMap<>(2 * MOST, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Optional<UnwindRow>> eldest) {
            return size() > MOST;
        }
    };

    /**
     * The row of an address, as the file counts.
     *
     * @param read asked if the address is new; what it throws is passed on
     */
    Optional<UnwindRow> row(long address, Supplier<Optional<UnwindRow>> read) {
        synchronized (byAddress) {
            Optional<UnwindRow> known = byAddress.get(address);
            if (known != null) {
                return known;
            }
        }
        Optional<UnwindRow> found = read.get();
        synchronized (byAddress) {
            byAddress.put(address, found);
        }
        return found;
    }

    /** Where threads were seen, as the file counts. */
    List<Long> addresses() {
        synchronized (byAddress) {
            return List.copyOf(byAddress.keySet());
        }
    }
}
