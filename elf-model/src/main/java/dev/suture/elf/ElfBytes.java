package dev.suture.elf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A bounds-checked window on a file's bytes, in the file's byte order. Offsets are relative to the window; the errors
 * name the offset in the file. Immutable, and safe for use by several threads.
 */
public final class ElfBytes {
    // Constants, and bytes swapped afterwards: accesses through a layout held in a field are not compiled to a load.
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ByteBuffer NO_BUFFER = ByteBuffer.allocate(0);

    /**
     * The longest string that is read. No tool writes names of that length, and without a bound a small file could make
     * every one of its symbols a name of megabytes.
     */
    public static final int LONGEST_STRING = 1 << 20;

    private static final long BUFFER = 1 << 20;
    private static final long SHORT_RUN = 256;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private final String file;
    private final MemorySegment memory;
    /**
     * The bytes of {@link #memory}; nothing if they are more than a buffer holds. A short run is compiled by C1 only, which turns a buffer's accesses into loads, and a memory segment's not.
     */
    private final ByteBuffer buffer;

    /** Where the window begins in {@link #memory}, and in {@link #buffer} if there is one. */
    private final long start;

    private final long size;
    private final long fileOffset;
    private final ByteOrder order;
    private final boolean swapped;

    ElfBytes(String file, MemorySegment memory, long fileOffset, ByteOrder order) {
        this(
                file,
                memory,
                memory.byteSize() <= Integer.MAX_VALUE ? memory.asByteBuffer().order(order) : NO_BUFFER,
                0,
                memory.byteSize(),
                fileOffset,
                order);
    }

    private ElfBytes(
            String file,
            MemorySegment memory,
            ByteBuffer buffer,
            long start,
            long size,
            long fileOffset,
            ByteOrder order) {
        this.file = file;
        this.memory = memory;
        this.buffer = buffer;
        this.start = start;
        this.size = size;
        this.fileOffset = fileOffset;
        this.order = order;
        this.swapped = order != ByteOrder.nativeOrder();
    }

    /**
     * A window over bytes in memory that belong to {@code file}; nothing is copied, and the bytes must not change any
     * more.
     */
    public static ElfBytes of(String file, byte[] bytes, ByteOrder order) {
        return new ElfBytes(file, MemorySegment.ofArray(bytes), 0, order);
    }

    /**
     * Maps a file. The mapping is released when no view on it is reachable any more; the file must not shrink meanwhile.
     *
     * @throws UncheckedIOException if it cannot be read
     */
    public static ElfBytes map(String name, Path path, ByteOrder order) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment memory = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
            return new ElfBytes(name, memory, 0, order);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read %s: %s".formatted(name, e.getMessage()), e);
        }
    }

    /** Length of the window in bytes. */
    public long size() {
        return size;
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
        return Byte.toUnsignedInt(
                buffer != NO_BUFFER
                        ? buffer.get((int) (start + offset))
                        : memory.get(ValueLayout.JAVA_BYTE, start + offset));
    }

    public int u16(long offset) {
        check(offset, 2, "a 2-byte number");
        if (buffer != NO_BUFFER) {
            return Short.toUnsignedInt(buffer.getShort((int) (start + offset)));
        }
        short value = memory.get(SHORT, start + offset);
        return Short.toUnsignedInt(swapped ? Short.reverseBytes(value) : value);
    }

    public int i32(long offset) {
        check(offset, 4, "a 4-byte number");
        if (buffer != NO_BUFFER) {
            return buffer.getInt((int) (start + offset));
        }
        int value = memory.get(INT, start + offset);
        return swapped ? Integer.reverseBytes(value) : value;
    }

    public long u32(long offset) {
        return Integer.toUnsignedLong(i32(offset));
    }

    /** An 8-byte number; callers treat it as unsigned where the ELF type is. */
    public long i64(long offset) {
        check(offset, 8, "an 8-byte number");
        if (buffer != NO_BUFFER) {
            return buffer.getLong((int) (start + offset));
        }
        long value = memory.get(LONG, start + offset);
        return swapped ? Long.reverseBytes(value) : value;
    }

    /** The same bytes, narrowed; {@code what} is what errors say was expected there. */
    public ElfBytes slice(long offset, long length, String what) {
        check(offset, length, what);
        return new ElfBytes(file, memory, buffer, start + offset, length, fileOffset + offset, order);
    }

    /** Whether there are {@code length} bytes from {@code offset} on. */
    boolean holds(long offset, long length) {
        return offset >= 0 && length >= 0 && offset <= size - length;
    }

    /** A NUL-terminated string; bytes that are no UTF-8 come out as replacement characters. */
    public String string(long offset) {
        long end = endOfString(offset);
        return new String(copy(offset, Math.toIntExact(end - offset)), StandardCharsets.UTF_8);
    }

    /** The offset of the NUL that ends the string at {@code offset}. */
    public long endOfString(long offset) {
        check(offset, 1, "a NUL-terminated string");
        return terminator(offset);
    }

    /** All bytes as text, with no terminator looked for. */
    String ascii() {
        return new String(toArray(), StandardCharsets.ISO_8859_1);
    }

    /** The offset of the next NUL; eight bytes at a time, since large files hold millions of names. */
    private long terminator(long offset) {
        long limit = Math.min(size, offset + LONGEST_STRING);
        long at = offset;
        for (; at + 8 <= limit; at += 8) {
            long word = littleEndian(at);
            long zeros = (word - ONES) & ~word & HIGHS;
            if (zeros != 0) {
                return at + (Long.numberOfTrailingZeros(zeros) >>> 3);
            }
        }
        for (; at < limit; at++) {
            if (u8(at) == 0) {
                return at;
            }
        }
        throw limit == size
                ? error(offset, "a string that ends in NUL before its section does")
                : error(offset, "a string of at most %d bytes".formatted(LONGEST_STRING));
    }

    private long littleEndian(long at) {
        long word = i64(at);
        return order == ByteOrder.LITTLE_ENDIAN ? word : Long.reverseBytes(word);
    }

    /** A copy of {@code length} bytes. */
    public byte[] copy(long offset, int length) {
        check(offset, length, "bytes");
        byte[] bytes = new byte[length];
        if (buffer != NO_BUFFER) {
            buffer.get((int) (start + offset), bytes);
        } else {
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, start + offset, bytes, 0, length);
        }
        return bytes;
    }

    /** A copy of all bytes. */
    public byte[] toArray() {
        if (size > Integer.MAX_VALUE - 16) {
            throw error(0, "at most 2 GiB to copy, found %d bytes".formatted(size));
        }
        return copy(0, (int) size);
    }

    /** Whether {@code length} bytes from {@code offset} on are equal to those of the other window; nothing is copied. */
    public boolean matches(long offset, ElfBytes other, long otherOffset, long length) {
        check(offset, length, "bytes to compare");
        other.check(otherOffset, length, "bytes to compare");
        if (length <= SHORT_RUN) {
            return matchesShort(offset, other, otherOffset, length);
        }
        return MemorySegment.mismatch(
                        memory,
                        start + offset,
                        start + offset + length,
                        other.memory,
                        other.start + otherOffset,
                        other.start + otherOffset + length)
                < 0;
    }

    /** Setting up a comparison of memory segments costs more than most functions have bytes. */
    private boolean matchesShort(long offset, ElfBytes other, long otherOffset, long length) {
        long at = 0;
        boolean sameOrder = order == other.order;
        for (; sameOrder && at + 8 <= length; at += 8) {
            if (i64(offset + at) != other.i64(otherOffset + at)) {
                return false;
            }
        }
        for (; at < length; at++) {
            if (u8(offset + at) != other.u8(otherOffset + at)) {
                return false;
            }
        }
        return true;
    }

    /** The same bytes as a file of their own: offsets in errors count from here, and the file has another name. */
    public ElfBytes asFile(String name) {
        return new ElfBytes(name, window(), 0, order);
    }

    /** The same bytes in the given byte order. */
    public ElfBytes withOrder(ByteOrder wanted) {
        return new ElfBytes(file, window(), fileOffset, wanted);
    }

    /** A copy that no longer needs the file: reading it never waits for a disk, whatever becomes of the file. */
    public ElfBytes resident() {
        return new ElfBytes(file, MemorySegment.ofArray(toArray()), fileOffset, order);
    }

    private MemorySegment window() {
        return memory.asSlice(start, size);
    }

    /** The bytes as read-only buffers that follow each other, for reading without a copy. */
    public Stream<ByteBuffer> buffers() {
        return LongStream.iterate(0, at -> at < size(), at -> at + BUFFER)
                .mapToObj(at -> memory.asSlice(start + at, Math.min(BUFFER, size() - at))
                        .asByteBuffer()
                        .asReadOnlyBuffer());
    }

    /** The position of the first byte that differs from the other window's, -1 if all are equal and of one length. */
    public long mismatch(ElfBytes other) {
        return window().mismatch(other.window());
    }

    /** An exception about a place in this window. */
    public ElfFormatException error(long offset, String problem) {
        return new ElfFormatException(file, fileOffset + offset, "expected " + problem);
    }

    private void check(long offset, long length, String what) {
        if (!holds(offset, length)) {
            throw error(
                    offset,
                    "%s (%d bytes), but only %d bytes are left"
                            .formatted(what, length, Math.max(0, size - Math.max(0, offset))));
        }
    }
}
