package dev.suture.elf.dwarf;

import java.util.Arrays;

/**
 * Rows of a line table for code without gaps: each holds from its address to that of the next.
 *
 * @param section the section addresses are offsets in (relocatable files), else 0
 * @param end the address behind the last row's code
 */
record LineSequence(int section, long[] addresses, int[] files, int[] lines, long end) {
    long start() {
        return addresses[0];
    }

    boolean contains(long address) {
        return Long.compareUnsigned(address, start()) >= 0 && Long.compareUnsigned(address, end) < 0;
    }

    /** The last row at or before the address. */
    int rowOf(long address) {
        int low = 0;
        int high = addresses.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (Long.compareUnsigned(addresses[middle], address) <= 0) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Collects rows; grows with the opcodes that were read. */
    static final class Builder {
        private long[] addresses = new long[32];
        private int[] files = new int[32];
        private int[] lines = new int[32];
        private int count;

        boolean isEmpty() {
            return count == 0;
        }

        long lastAddress() {
            return addresses[count - 1];
        }

        void add(long address, int file, int line) {
            if (count == addresses.length) {
                addresses = Arrays.copyOf(addresses, count * 2);
                files = Arrays.copyOf(files, count * 2);
                lines = Arrays.copyOf(lines, count * 2);
            }
            addresses[count] = address;
            files[count] = file;
            lines[count++] = line;
        }

        LineSequence end(int section, long end) {
            LineSequence result = new LineSequence(
                    section,
                    Arrays.copyOf(addresses, count),
                    Arrays.copyOf(files, count),
                    Arrays.copyOf(lines, count),
                    end);
            count = 0;
            return result;
        }
    }
}
