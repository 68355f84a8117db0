package dev.suture.elf;

/**
 * Reads numbers and texts one after the other, those of variable length as in DWARF (DWARF 5, 7.6). Nothing is read
 * beyond the end of the bytes. Not safe for use by several threads.
 */
public final class ByteCursor {
    private final ElfBytes bytes;
    private long at;

    /** Begins at an offset, which may be anywhere: the first read checks it. */
    public ByteCursor(ElfBytes bytes, long at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** The offset of what is read next. */
    public long at() {
        return at;
    }

    public boolean hasMore() {
        return at < bytes.size();
    }

    /** Passes over bytes, which need not be there; a negative count goes back. */
    public void skip(long count) {
        at += count;
    }

    public int u8() {
        return bytes.u8(at++);
    }

    public int u16() {
        int value = bytes.u16(at);
        at += 2;
        return value;
    }

    public int i32() {
        int value = bytes.i32(at);
        at += 4;
        return value;
    }

    public long u32() {
        return Integer.toUnsignedLong(i32());
    }

    public long i64() {
        long value = bytes.i64(at);
        at += 8;
        return value;
    }

    /** LEB128, unsigned; bits beyond the 64th are dropped. */
    public long uleb() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = u8();
            value |= shift < Long.SIZE ? (next & 0x7fL) << shift : 0;
            if (next < 0x80) {
                return value;
            }
        }
    }

    /** LEB128, signed. */
    public long sleb() {
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

    /** The bytes up to a zero, which is passed over, as characters of Latin-1. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (int next = u8(); next != 0; next = u8()) {
            text.append((char) next);
        }
        return text.toString();
    }

    /** The next bytes as a window, which is passed over; {@code what} is what errors say was expected there. */
    public ElfBytes block(long length, String what) {
        ElfBytes block = bytes.slice(at, length, what);
        at += length;
        return block;
    }

    /** An exception about what is read next. */
    public ElfFormatException error(String expected) {
        return bytes.error(at, expected);
    }
}
