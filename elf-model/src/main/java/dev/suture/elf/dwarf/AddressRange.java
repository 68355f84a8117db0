package dev.suture.elf.dwarf;

/**
 * Code from {@code start} to before {@code end}.
 *
 * @param section the section the two are offsets in, for a relocatable file; 0 in linked files, where they are
 *     addresses
 */
public record AddressRange(int section, long start, long end) {
    public boolean contains(int wantedSection, long place) {
        return section == wantedSection
                && Long.compareUnsigned(place, start) >= 0
                && Long.compareUnsigned(place, end) < 0;
    }

    /** In bytes. */
    public long size() {
        return end - start;
    }
}
