package dev.suture.elf.unwind;

import dev.suture.elf.ByteCursor;
import dev.suture.elf.ElfBytes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The search table that linkers put into {@code .eh_frame_hdr} (LSB Core, "Program Header Table"): pairs of a
 * function's address and that of its record, by ascending address. What it says is not trusted: a record that does not
 * hold the address is none for it.
 */
final class HeaderIndex implements FrameIndex {
    private static final int VERSION = 1;
    private static final int PAIR = 8;

    private final ElfBytes table;
    private final long count;
    private final long address;
    private final long records;
    private final long recordsSize;

    private HeaderIndex(ElfBytes table, long address, long records, long recordsSize) {
        this.table = table;
        this.count = table.size() / PAIR;
        this.address = address;
        this.records = records;
        this.recordsSize = recordsSize;
    }

    /**
     * The table of a header.
     *
     * @param address where the header is in memory
     * @param records where the records are in memory
     * @return empty if it has no table, or one in a form that linkers do not write
     */
    static Optional<HeaderIndex> of(ElfBytes header, long address, long records, long recordsSize) {
        if (header.size() < 4 || header.u8(0) != VERSION || header.u8(3) != PointerEncoding.DATAREL_SDATA4) {
            return Optional.empty();
        }
        ByteCursor cursor = new ByteCursor(header, 4);
        PointerEncoding.Bases bases = new PointerEncoding.Bases(address, 0, address);
        PointerEncoding.read(cursor, header.u8(1), bases);
        int countEncoding = header.u8(2);
        if (countEncoding == PointerEncoding.OMITTED) {
            return Optional.empty();
        }
        long count = PointerEncoding.readLength(cursor, countEncoding);
        if (count < 0 || count > (header.size() - cursor.at()) / PAIR) {
            throw cursor.error(
                    "a table of %s pairs, but the section ends before".formatted(Long.toUnsignedString(count)));
        }
        return Optional.of(
                new HeaderIndex(cursor.block(count * PAIR, "the search table"), address, records, recordsSize));
    }

    /** The address of the records a header names; empty if it names none. */
    static OptionalLong recordsOf(ElfBytes header, long address) {
        int encoding = header.u8(1);
        if (header.u8(0) != VERSION || encoding == PointerEncoding.OMITTED) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(PointerEncoding.read(
                new ByteCursor(header, 4), encoding, new PointerEncoding.Bases(address, 0, address)));
    }

    @Override
    public long find(long wanted) {
        long distance = wanted - address;
        long low = 0;
        long high = count - 1;
        while (low <= high) {
            long middle = (low + high) >>> 1;
            if (table.i32(middle * PAIR) <= distance) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        if (high < 0) {
            return NONE;
        }
        long offset = address + table.i32(high * PAIR + 4) - records;
        return offset >= 0 && offset < recordsSize ? offset : NONE;
    }
}
