package dev.suture.elf.dwarf;

import dev.suture.elf.ElfBytes;
import dev.suture.elf.ElfFormatException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads numbers one after the other from a part of a debug section, never past its end. Positions are offsets in the
 * part. Not safe for use by several threads.
 */
final class DwarfReader {
    private final DebugSection section;
    private final long start;
    private final ElfBytes bytes;
    private long at;

    DwarfReader(DebugSection section, long start, ElfBytes bytes) {
        this.section = section;
        this.start = start;
        this.bytes = bytes;
    }

    /** Offset in the section of the next byte to be read. */
    long sectionOffset() {
        return start + at;
    }

    long remaining() {
        return bytes.size() - at;
    }

    boolean hasMore() {
        return at < bytes.size();
    }

    void skip(long count) {
        if (count < 0 || count > remaining()) {
            throw error("%d more bytes, found %d".formatted(count, remaining()));
        }
        at += count;
    }

    int u8() {
        return bytes.u8(at++);
    }

    int u16() {
        int value = bytes.u16(at);
        at += 2;
        return value;
    }

    long u24() {
        ElfBytes three = bytes.slice(at, 3, "a 3-byte number");
        at += 3;
        boolean little = three.order() == ByteOrder.LITTLE_ENDIAN;
        int low = three.u8(little ? 0 : 2);
        int high = three.u8(little ? 2 : 0);
        return low | three.u8(1) << 8 | high << 16;
    }

    long u32() {
        long value = bytes.u32(at);
        at += 4;
        return value;
    }

    long u64() {
        long value = bytes.i64(at);
        at += 8;
        return value;
    }

    /** An unsigned number of 1, 2, 4 or 8 bytes, with the relocations at its place applied. */
    DebugRelocations.Resolved relocated(int size) {
        long place = sectionOffset();
        return resolve(place, size, stored(size));
    }

    /** An unsigned number of 1, 2, 4 or 8 bytes as it stands there. */
    long stored(int size) {
        return switch (size) {
            case 1 -> u8();
            case 2 -> u16();
            case 4 -> u32();
            case 8 -> u64();
            default -> throw error("a number of 1, 2, 4 or 8 bytes, found a size of " + size);
        };
    }

    /** What a number that was read before is with the relocations at its place applied. */
    DebugRelocations.Resolved resolve(long place, int size, long stored) {
        return section.relocations().isEmpty()
                ? new DebugRelocations.Resolved(stored, 0)
                : section.relocations().resolve(place, size, stored);
    }

    /** LEB128 (DWARF 5, 7.6), unsigned; bits beyond the 64th are dropped. */
    long uleb() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int part = u8();
            value |= shift < 64 ? (part & 0x7fL) << shift : 0;
            if (part < 0x80) {
                return value;
            }
        }
    }

    /** LEB128, signed. */
    long sleb() {
        long value = 0;
        for (int shift = 0; ; ) {
            int part = u8();
            value |= shift < 64 ? (part & 0x7fL) << shift : 0;
            shift += 7;
            if (part < 0x80) {
                return shift < 64 && (part & 0x40) != 0 ? value | -1L << shift : value;
            }
        }
    }

    /** A number that must fit in an int and be no greater than the bytes that are left, such as a count of entries. */
    int count() {
        long value = uleb();
        if (value < 0 || value > remaining()) {
            throw error("a count of at most %d, found %s".formatted(remaining(), Long.toUnsignedString(value)));
        }
        return (int) Math.min(value, Integer.MAX_VALUE);
    }

    String string() {
        long end = bytes.endOfString(at);
        String text = bytes.string(at);
        at = end + 1;
        return text;
    }

    void skipString() {
        at = bytes.endOfString(at) + 1;
    }

    /** Exactly {@code length} bytes as ASCII, up to a NUL if there is one. */
    String fixed(int length) {
        String text = new String(bytes.copy(at, length), StandardCharsets.ISO_8859_1);
        at += length;
        int end = text.indexOf('\0');
        return end < 0 ? text : text.substring(0, end);
    }

    /** A reader of the next {@code length} bytes, which this one skips. */
    DwarfReader part(long length, String what) {
        DwarfReader result = new DwarfReader(section, sectionOffset(), bytes.slice(at, length, what));
        at += length;
        return result;
    }

    /** The head of a unit (DWARF 5, 7.4): its length, from which the size of offsets in it follows. */
    UnitPart unit(String what) {
        long length = u32();
        boolean wide = length == 0xffffffffL;
        if (wide) {
            length = u64();
        } else if (length >= 0xfffffff0L) {
            throw error("a unit length, found a reserved one: 0x%x".formatted(length));
        }
        return new UnitPart(part(length, what), wide ? 8 : 4);
    }

    /** The rest of one unit, and the size of offsets in it: 4 (32-bit DWARF) or 8. */
    record UnitPart(DwarfReader reader, int offsetSize) {}

    ElfFormatException error(String expected) {
        return bytes.error(at, expected);
    }
}
