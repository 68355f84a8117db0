package dev.suture.elf.broken;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Breaks a file in ways that a random number decides. */
final class Mutation {
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
        1L << 40,
        1L << 32
    };

    private final Random random;
    private final List<byte[]> seeds;

    private Mutation(long seed, List<byte[]> seeds) {
        this.random = new Random(seed);
        this.seeds = seeds;
    }

    static byte[] of(long seed, List<byte[]> seeds) {
        Mutation mutation = new Mutation(seed, seeds);
        byte[] bytes = mutation.pick().clone();
        int steps = 1 + mutation.random.nextInt(4);
        for (int i = 0; i < steps && bytes.length > 0; i++) {
            bytes = mutation.step(bytes);
        }
        return bytes;
    }

    private byte[] pick() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] step(byte[] bytes) {
        return switch (random.nextInt(10)) {
            case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> splice(bytes);
            case 2, 3 -> flip(bytes, 1 + random.nextInt(8));
            case 4, 5 -> number(bytes, random.nextInt(bytes.length), 1 << random.nextInt(4));
            case 6 -> number(bytes, random.nextInt(64), 1 << random.nextInt(4));
            case 7, 8 -> sectionHeader(bytes);
            default -> inSection(bytes);
        };
    }

    private byte[] splice(byte[] bytes) {
        byte[] other = pick();
        int length = 1 + random.nextInt(Math.min(bytes.length, other.length));
        int from = random.nextInt(other.length - length + 1);
        int to = random.nextInt(bytes.length - length + 1);
        System.arraycopy(other, from, bytes, to, length);
        return bytes;
    }

    private byte[] flip(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private byte[] number(byte[] bytes, int at, int size) {
        long value = INTERESTING[random.nextInt(INTERESTING.length)];
        if (random.nextInt(4) == 0) {
            value = random.nextInt(bytes.length + 16);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (at >= 0 && at + size <= bytes.length) {
            switch (size) {
                case 1 -> buffer.put(at, (byte) value);
                case 2 -> buffer.putShort(at, (short) value);
                case 4 -> buffer.putInt(at, (int) value);
                default -> buffer.putLong(at, value);
            }
        }
        return bytes;
    }

    /** One field of one section header. */
    private byte[] sectionHeader(byte[] bytes) {
        int header = someSectionHeader(bytes);
        int[] fields = {0, 4, 8, 24, 32, 40, 44, 48, 56};
        int field = fields[random.nextInt(fields.length)];
        boolean word = field == 0 || field == 4 || field == 40 || field == 44;
        return header < 0 ? bytes : number(bytes, header + field, word ? 4 : 8);
    }

    /** A number near the start of a section, where headers stand, or anywhere in it. */
    private byte[] inSection(byte[] bytes) {
        int header = someSectionHeader(bytes);
        if (header < 0 || header + 64 > bytes.length) {
            return bytes;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long offset = buffer.getLong(header + 24);
        long size = buffer.getLong(header + 32);
        if (offset < 0 || size <= 0 || offset + size > bytes.length || offset + size < 0) {
            return bytes;
        }
        int range = (int) (random.nextBoolean() ? Math.min(size, 40) : size);
        return number(bytes, (int) offset + random.nextInt(range), 1 << random.nextInt(4));
    }

    private int someSectionHeader(byte[] bytes) {
        if (bytes.length < 64) {
            return -1;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long table = buffer.getLong(40);
        int count = Short.toUnsignedInt(buffer.getShort(60));
        return table <= 0 || table > bytes.length || count == 0 ? -1 : (int) table + 64 * random.nextInt(count);
    }
}
