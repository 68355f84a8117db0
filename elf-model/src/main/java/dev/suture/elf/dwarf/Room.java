package dev.suture.elf.dwarf;

/**
 * A limit on what is made of one unit's entries. References let a malformed file use the same bytes again and again; a
 * limit proportional to the file keeps the result bounded by its size.
 */
final class Room {
    private static final int FACTOR = 16;
    private static final long LEAST = 1 << 20;

    private final Unit unit;
    private long left;

    Room(Unit unit) {
        this.unit = unit;
        this.left = Math.max(LEAST, FACTOR * unit.sections().file().bytes().size());
    }

    /** @throws dev.suture.elf.ElfFormatException if the limit is passed */
    void take(long amount) {
        left -= amount;
        if (left < 0) {
            throw unit.header()
                    .section()
                    .bytes()
                    .error(unit.header().offset(), "a unit that does not name the same bytes over and over");
        }
    }

    String take(String text) {
        take(text.length());
        return text;
    }
}
