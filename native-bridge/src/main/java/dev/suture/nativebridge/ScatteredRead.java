package dev.suture.nativebridge;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.Arrays;
import java.util.List;

/**
 * A read of several places of a process at once, prepared before a freeze and made, as often as wanted, in as few system
 * calls as possible (process_vm_readv(2)). Get one from {@link ProcessMemory#prepareRead}; it lives as long as that.
 */
public final class ScatteredRead {
    private static final int IOVEC = 16;
    /** IOV_MAX of Linux. */
    private static final int MOST_VECTORS = 1024;

    private final ProcessMemory memory;
    private final List<AddressRange> places;
    /** For each place where its bytes begin in {@link #buffer}; one more for the end. */
    private final int[] offsets;

    private final Memory buffer;
    /** One struct iovec for each place, behind a local one for each call. */
    private final Memory vectors;

    ScatteredRead(ProcessMemory memory, List<AddressRange> places) {
        this.memory = memory;
        this.places = List.copyOf(places);
        this.offsets = new int[places.size() + 1];
        this.vectors = new Memory((long) IOVEC * (places.size() + 1));
        for (int i = 0; i < places.size(); i++) {
            AddressRange place = places.get(i);
            int length = Math.toIntExact(place.end() - place.start());
            offsets[i + 1] = Math.addExact(offsets[i], length);
            vectors.setLong((i + 1L) * IOVEC, place.start());
            vectors.setLong((i + 1L) * IOVEC + Long.BYTES, length);
        }
        this.buffer = new Memory(Math.max(1, offsets[places.size()]));
    }

    /**
     * Reads all places as they are now.
     *
     * @throws ProcessMemoryException if any of them cannot be read; it names the first that cannot
     */
    public void run() {
        for (int first = 0; first < places.size(); first += MOST_VECTORS) {
            int count = Math.min(MOST_VECTORS, places.size() - first);
            int length = offsets[first + count] - offsets[first];
            vectors.setLong(0, Pointer.nativeValue(buffer) + offsets[first]);
            vectors.setLong(Long.BYTES, length);
            long base = Pointer.nativeValue(vectors);
            if (memory.readVectors(base, 1, base + (first + 1L) * IOVEC, count) != length) {
                readSingly(first, count);
            }
        }
    }

    /** Where a place is not readable for the process itself, another way is. */
    private void readSingly(int first, int count) {
        for (int i = first; i < first + count; i++) {
            int length = offsets[i + 1] - offsets[i];
            buffer.write(offsets[i], memory.read(places.get(i).start(), length), 0, length);
        }
    }

    /** The bytes that the last {@link #run} found at a place. */
    public byte[] bytes(int place) {
        return buffer.getByteArray(offsets[place], offsets[place + 1] - offsets[place]);
    }

    /** Whether the last {@link #run} found these very bytes at a place. */
    public boolean found(int place, byte[] expected) {
        return Arrays.equals(bytes(place), expected);
    }
}
