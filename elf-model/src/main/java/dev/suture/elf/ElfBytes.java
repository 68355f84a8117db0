package dev.suture.elf;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A bounds-checked window on a file's bytes, in the file's byte order. Offsets are relative to the window; the errors
 * name the offset in the file. Immutable, and safe for use by several threads.
 */
public final class ElfBytes {
    private final String file;
    private final MemorySegment memory;
    private final long fileOffset;
    private final ByteOrder order;
    private final ValueLayout.OfShort shortLayout;
    private final ValueLayout.OfInt intLayout;
    private final ValueLayout.OfLong longLayout;

    ElfBytes(String file, MemorySegment memory, long fileOffset, ByteOrder order) {
        this.file = file;
        this.memory = memory;
        this.fileOffset = fileOffset;
        this.order = order;
        this.shortLayout = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order);
        this.intLayout = ValueLayout.JAVA_INT_UNALIGNED.withOrder(order);
        this.longLayout = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order);
    }

    /** A window over bytes in memory that belong to {@code file}; nothing is copied. */
    static ElfBytes of(String file, byte[] bytes, ByteOrder order) {
        return new ElfBytes(file, MemorySegment.ofArray(bytes), 0, order);
    }

    /** Length of the window in bytes. */
    public long size() {
        return memory.byteSize();
    }

    public ByteOrder order() {
        return order;
    }

    /** The file this window is on, as errors name it. */
    public String file() {
        return file;
    }

    public int u8(long offset) {
        check(offset, 1, "one byte");
        return Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, offset));
    }

    public int u16(long offset) {
        check(offset, 2, "a 2-byte number");
        return Short.toUnsignedInt(memory.get(shortLayout, offset));
    }

    public int i32(long offset) {
        check(offset, 4, "a 4-byte number");
        return memory.get(intLayout, offset);
    }

    public long u32(long offset) {
        return Integer.toUnsignedLong(i32(offset));
    }

    /** An 8-byte number; callers treat it as unsigned where the ELF type is. */
    public long i64(long offset) {
        check(offset, 8, "an 8-byte number");
        return memory.get(longLayout, offset);
    }

    /** The same bytes, narrowed; {@code what} is what errors say was expected there. */
    public ElfBytes slice(long offset, long length, String what) {
        check(offset, length, what);
        return new ElfBytes(file, memory.asSlice(offset, length), fileOffset + offset, order);
    }

    /** A NUL-terminated string; bytes that are no UTF-8 come out as replacement characters. */
    public String string(long offset) {
        check(offset, 1, "a NUL-terminated string");
        long end = terminator(offset);
        return new String(copy(offset, Math.toIntExact(end - offset)), StandardCharsets.UTF_8);
    }

    /** All bytes as text, with no terminator looked for. */
    String ascii() {
        return new String(toArray(), StandardCharsets.ISO_8859_1);
    }

    private long terminator(long offset) {
        for (long at = offset; at < memory.byteSize(); at++) {
            if (memory.get(ValueLayout.JAVA_BYTE, at) == 0) {
                return at;
            }
        }
        throw error(offset, "a string that ends in NUL before its section does");
    }

    /** A copy of {@code length} bytes. */
    public byte[] copy(long offset, int length) {
        check(offset, length, "%d bytes".formatted(length));
        byte[] bytes = new byte[length];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, offset, bytes, 0, length);
        return bytes;
    }

    /** A copy of all bytes. */
    public byte[] toArray() {
        if (memory.byteSize() > Integer.MAX_VALUE - 16) {
            throw error(0, "at most 2 GiB to copy, found %d bytes".formatted(memory.byteSize()));
        }
        return copy(0, (int) memory.byteSize());
    }

    /** The position of the first byte that differs from the other window's, -1 if all are equal and of one length. */
    public long mismatch(ElfBytes other) {
        return memory.mismatch(other.memory);
    }

    /** An exception about a place in this window. */
    public ElfFormatException error(long offset, String problem) {
        return new ElfFormatException(file, fileOffset + offset, "expected " + problem);
    }

    private void check(long offset, long length, String what) {
        if (offset < 0 || length < 0 || offset > memory.byteSize() - length) {
            throw error(
                    offset,
                    "%s (%d bytes), but only %d bytes are left"
                            .formatted(what, length, Math.max(0, memory.byteSize() - Math.max(0, offset))));
        }
    }
}
