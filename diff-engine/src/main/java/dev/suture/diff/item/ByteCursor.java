package dev.suture.diff.item;

import dev.suture.elf.ElfBytes;

/** Reads forward through bytes; numbers of variable length as in DWARF (DWARF 5, 7.6). */
final class ByteCursor {
    private final ElfBytes bytes;
    private long at;

    ByteCursor(ElfBytes bytes, long at) {
        this.bytes = bytes;
        this.at = at;
    }

    long at() {
        return at;
    }

    void skip(long count) {
        at += count;
    }

    int u8() {
        return bytes.u8(at++);
    }

    /** Up to 64 bits; what is beyond is dropped. */
    long uleb() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = u8();
            value |= shift < Long.SIZE ? (next & 0x7fL) << shift : 0;
            if (next < 0x80) {
                return value;
            }
        }
    }

    long sleb() {
        long value = 0;
        for (int shift = 0; ; ) {
            int next = u8();
            value |= shift < Long.SIZE ? (next & 0x7fL) << shift : 0;
            shift += 7;
            if (next < 0x80) {
                return (next & 0x40) != 0 && shift < Long.SIZE ? value | -1L << shift : value;
            }
        }
    }

    /** The bytes up to a zero, which is passed over. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int next = u8(); next != 0; next = u8()) {
            text.append((char) next);
        }
        return text.toString();
    }

    /**
     * An address in one of the encodings of unwind tables (LSB Core, "DWARF Exception Header Encoding").
     *
     * @param sectionAddress where the bytes begin in memory, for distances
     * @return the address, or where it stands for an indirect one; 0 for none
     */
    long pointer(int encoding, long sectionAddress) {
        long place = sectionAddress + at;
        long value = switch (encoding & 0x0f) {
            case 0x01 -> uleb();
            case 0x02 -> {
                at += 2;
                yield bytes.u16(at - 2);
            }
            case 0x03 -> {
                at += 4;
                yield bytes.u32(at - 4);
            }
            case 0x09 -> sleb();
            case 0x0b -> {
                at += 4;
                yield bytes.i32(at - 4);
            }
            default -> {
                at += 8;
                yield bytes.i64(at - 8);
            }
        };
        return value == 0 ? 0 : (encoding & 0x70) == 0x10 ? place + value : value;
    }

    /** How many bytes a pointer takes; 0 where that depends on the value. */
    static int width(int encoding) {
        return switch (encoding & 0x0f) {
            case 0x01, 0x09 -> 0;
            case 0x02, 0x0a -> 2;
            case 0x03, 0x0b -> 4;
            default -> 8;
        };
    }
}
