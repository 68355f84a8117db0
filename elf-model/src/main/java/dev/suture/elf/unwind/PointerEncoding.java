package dev.suture.elf.unwind;

import dev.suture.elf.ByteCursor;

/** How an address is written in unwind tables (LSB Core, "DWARF Exception Header Encoding"). */
public final class PointerEncoding {
    /** There is no address. */
    public static final int OMITTED = 0xff;

    static final int ABSOLUTE = 0x00;
    static final int UDATA4 = 0x03;
    /** A signed 4-byte distance from the start of {@code .eh_frame_hdr}. */
    static final int DATAREL_SDATA4 = 0x3b;

    private static final int FORMAT = 0x0f;
    private static final int APPLICATION = 0x70;
    private static final int INDIRECT = 0x80;

    private static final int PCREL = 0x10;
    private static final int TEXTREL = 0x20;
    private static final int DATAREL = 0x30;
    private static final int ALIGNED = 0x50;

    private PointerEncoding() {}

    /**
     * What distances count from.
     *
     * @param section the address of the bytes the cursor reads from
     * @param text the address of the code
     * @param data the address of the data: of {@code .eh_frame_hdr} for what stands in it
     */
    public record Bases(long section, long text, long data) {}

    /**
     * Reads an address. For an indirect one, what comes out is where the address stands.
     *
     * @throws dev.suture.elf.ElfFormatException if the encoding is none of the known ones
     */
    public static long read(ByteCursor cursor, int encoding, Bases bases) {
        int application = encoding & APPLICATION;
        if (application == ALIGNED) {
            cursor.skip(-(bases.section + cursor.at()) & 7);
        }
        long place = bases.section + cursor.at();
        long value = readValue(cursor, encoding);
        // A pointer that is not there is written as 0, whatever it would count from.
        return switch (application) {
            case ABSOLUTE, ALIGNED -> value;
            case PCREL -> value == 0 ? 0 : place + value;
            case TEXTREL -> value == 0 ? 0 : bases.text + value;
            case DATAREL -> value == 0 ? 0 : bases.data + value;
            default -> throw cursor.error("an address in a known encoding, found 0x%02x".formatted(encoding));
        };
    }

    /** Reads the number alone: with the format of an address, lengths are written too. */
    static long readValue(ByteCursor cursor, int encoding) {
        return switch (encoding & FORMAT) {
            case ABSOLUTE, 0x04, 0x0c -> cursor.i64();
            case 0x01 -> cursor.uleb();
            case 0x02 -> cursor.u16();
            case UDATA4 -> cursor.u32();
            case 0x09 -> cursor.sleb();
            case 0x0a -> (short) cursor.u16();
            case 0x0b -> cursor.i32();
            default -> throw cursor.error("an address in a known format, found encoding 0x%02x".formatted(encoding));
        };
    }

    /** A length: as an address is written, but never negative and no distance from anything. */
    static long readLength(ByteCursor cursor, int encoding) {
        long value = readValue(cursor, encoding);
        return switch (encoding & FORMAT) {
            case 0x0a -> value & 0xffffL;
            case 0x0b -> value & 0xffffffffL;
            default -> value;
        };
    }

    /** How many bytes an address takes; 0 where that depends on the value. */
    public static int width(int encoding) {
        return switch (encoding & FORMAT) {
            case 0x01, 0x09 -> 0;
            case 0x02, 0x0a -> 2;
            case 0x03, 0x0b -> 4;
            default -> 8;
        };
    }

    static boolean isIndirect(int encoding) {
        return (encoding & INDIRECT) != 0;
    }
}
