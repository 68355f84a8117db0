package dev.suture.diff.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A little-endian ELF64 file on its way to being broken, and where its parts lie. Read without any trust, since earlier
 * steps may have broken it: parts that cannot be found are not there.
 */
final class Draft {
    private static final long[] INTERESTING = {
        0,
        1,
        -1,
        2,
        7,
        0x7f,
        0x80,
        0xff,
        0xff00,
        0xffff,
        0x7fffffffL,
        0x80000000L,
        0xfffffff0L,
        0xffffffffL,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MAX_VALUE - 16,
        -24,
        1L << 40,
        1L << 32,
        1L << 28
    };

    final RandomGenerator random;
    private byte[] bytes;
    private ByteBuffer buffer;
    private List<Part> parts;

    /** A section whose contents lie in the file. */
    record Part(int header, String name, int type, int offset, int size, int link) {}

    Draft(byte[] bytes, RandomGenerator random) {
        this.random = random;
        replace(bytes.clone());
    }

    byte[] bytes() {
        return bytes;
    }

    /** Goes on with other bytes, of another length perhaps. */
    void replace(byte[] others) {
        bytes = others;
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        parts = null;
    }

    List<Part> parts() {
        if (parts == null) {
            parts = find();
        }
        return parts;
    }

    /** A part of one of the types. */
    List<Part> ofType(int... types) {
        return parts().stream()
                .filter(p -> Arrays.stream(types).anyMatch(t -> t == p.type))
                .toList();
    }

    List<Part> named(String prefix) {
        return parts().stream().filter(p -> p.name.startsWith(prefix)).toList();
    }

    <T> T any(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private List<Part> find() {
        List<Part> found = new ArrayList<>();
        if (bytes.length < 64) {
            return found;
        }
        long table = buffer.getLong(40);
        int count = Short.toUnsignedInt(buffer.getShort(60));
        long names = table + 64L * Short.toUnsignedInt(buffer.getShort(62));
        for (int i = 0; i < count && table >= 0 && table + 64L * (i + 1) <= bytes.length; i++) {
            int header = (int) table + 64 * i;
            long offset = buffer.getLong(header + 24);
            long size = buffer.getLong(header + 32);
            boolean inside = offset >= 0 && size > 0 && offset <= bytes.length && size <= bytes.length - offset;
            if (inside) {
                found.add(new Part(
                        header,
                        name(names, buffer.getInt(header)),
                        buffer.getInt(header + 4),
                        (int) offset,
                        (int) size,
                        buffer.getInt(header + 40)));
            }
        }
        return found;
    }

    private String name(long namesHeader, int at) {
        if (namesHeader < 0 || namesHeader + 64 > bytes.length) {
            return "";
        }
        long start = buffer.getLong((int) namesHeader + 24) + at;
        int end = (int) Math.max(0, Math.min(bytes.length, start));
        while (start >= 0 && end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return start < 0 || start >= end
                ? ""
                : new String(bytes, (int) start, end - (int) start, StandardCharsets.UTF_8);
    }

    /** A number from the file; 0 outside of it. */
    long get(int at, int width) {
        if (at < 0 || at + width > bytes.length) {
            return 0;
        }
        return switch (width) {
            case 1 -> bytes[at];
            case 2 -> buffer.getShort(at);
            case 4 -> buffer.getInt(at);
            default -> buffer.getLong(at);
        };
    }

    /** Writes a number; nothing outside of the file. */
    void put(int at, int width, long value) {
        if (at < 0 || at + width > bytes.length) {
            return;
        }
        switch (width) {
            case 1 -> buffer.put(at, (byte) value);
            case 2 -> buffer.putShort(at, (short) value);
            case 4 -> buffer.putInt(at, (int) value);
            default -> buffer.putLong(at, value);
        }
        if (at < 64 || parts != null && parts.stream().anyMatch(p -> at >= p.header && at < p.header + 64)) {
            parts = null;
        }
    }

    /** Puts a number in the place of another: at a limit, near the other, near some size, or any. */
    void spoil(int at, int width) {
        long present = get(at, width);
        put(
                at,
                width,
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> INTERESTING[random.nextInt(INTERESTING.length)];
                    case 3 -> present + random.nextInt(-2, 3);
                    case 4 -> random.nextInt(bytes.length + 16);
                    case 5 -> parts().isEmpty() ? 0 : someBoundary();
                    case 6 -> random.nextInt(64);
                    default -> present ^ 1L << random.nextInt(8 * width);
                });
    }

    private long someBoundary() {
        Part part = any(parts());
        return switch (random.nextInt(3)) {
            case 0 -> part.offset;
            case 1 -> part.size;
            default -> part.size + (long) random.nextInt(-8, 9);
        };
    }
}
