package dev.suture.pack;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A header of a POSIX ustar archive (IEEE Std 1003.1, pax, "ustar Interchange Format"). Strict, as it comes from
 * strangers: no extension of the format is taken, so that nothing but the 512 bytes decides what an entry is.
 *
 * @param path the name field
 * @param type the type flag
 * @param size of the contents in bytes
 */
record TarHeader(String path, char type, long size) {
    static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int SIZE_AT = 124;
    private static final int SIZE_LENGTH = 12;
    private static final int SUM_AT = 148;
    private static final int SUM_LENGTH = 8;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;
    private static final int PREFIX_AT = 345;

    /** Empty if it is none. */
    static Optional<TarHeader> of(byte[] block) {
        Optional<Long> sum = octal(block, SUM_AT, SUM_LENGTH);
        Optional<Long> size = octal(block, SIZE_AT, SIZE_LENGTH);
        boolean known = new String(block, MAGIC_AT, 5, StandardCharsets.ISO_8859_1).equals("ustar");
        if (!known || size.isEmpty() || sum.isEmpty() || sum.get() != sum(block) || block[PREFIX_AT] != 0) {
            return Optional.empty();
        }
        int end = 0;
        while (end < NAME && block[end] != 0) {
            end++;
        }
        String path = new String(block, 0, end, StandardCharsets.UTF_8);
        return Optional.of(new TarHeader(path, (char) (block[TYPE_AT] & 0xff), size.get()));
    }

    boolean isFile() {
        return type == '0' || type == 0;
    }

    /** What it is if it is no file, for people. */
    String what() {
        return switch (type) {
            case '1', '2' -> "a link";
            case '3', '4', '6' -> "a device or pipe";
            case '5' -> "a folder entry";
            default -> "an extension of the archive format";
        };
    }

    /** The sum of all bytes with those of the sum itself taken as spaces. */
    private static long sum(byte[] block) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= SUM_AT && i < SUM_AT + SUM_LENGTH ? ' ' : block[i] & 0xff;
        }
        return sum;
    }

    private static Optional<Long> octal(byte[] block, int at, int length) {
        String digits = new String(block, at, length, StandardCharsets.ISO_8859_1).replaceAll("[\0 ]+$", "");
        return digits.matches("[0-7]{1,11}") ? Optional.of(Long.parseLong(digits, 8)) : Optional.empty();
    }
}
