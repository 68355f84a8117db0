package dev.suture.elf.unwind;

import dev.suture.elf.ByteCursor;
import dev.suture.elf.ElfBytes;
import dev.suture.elf.ElfFormatException;
import java.util.function.Consumer;

/**
 * The head of one record of call frame information: where it ends, and whether it describes a function (an FDE) or what
 * several descriptions have in common (a CIE). LSB Core, "Exception Frames"; DWARF 5, 6.4.1.
 *
 * @param offset where the record begins, with its length
 * @param body where what is behind the length and the CIE's place begins
 * @param end where the next record begins
 * @param kind what it is
 * @param common the offset of the CIE of a {@link Kind#DESCRIPTION}, its own of a {@link Kind#COMMON}
 */
public record FrameRecord(long offset, long body, long end, Kind kind, long common) {
    private static final long EXTENDED_LENGTH = 0xffffffffL;
    /** Lengths from here on are reserved (DWARF 5, 7.4). */
    private static final long FIRST_RESERVED = 0xfffffff0L;

    /** The kinds of records. */
    public enum Kind {
        /** A CIE. */
        COMMON,
        /** An FDE. */
        DESCRIPTION,
        /** A length of 0, which ends the records of {@code .eh_frame}. */
        END
    }

    /** Reads the record at an offset of {@code .eh_frame}, where the place of a CIE counts back from itself. */
    public static FrameRecord exceptionFrame(ElfBytes bytes, long offset) {
        return read(bytes, offset, false);
    }

    /** Gives the records of {@code .eh_frame} in their order, up to the first that is malformed. */
    public static void exceptionFrames(ElfBytes bytes, Consumer<FrameRecord> each) {
        FrameRecord record;
        for (long at = 0; at < bytes.size(); at = record.end()) {
            try {
                record = exceptionFrame(bytes, at);
            } catch (ElfFormatException e) {
                return; // where the next would begin is not known
            }
            each.accept(record);
        }
    }

    /** Reads the record at an offset of {@code .debug_frame}, where the place of a CIE is its offset. */
    public static FrameRecord debugFrame(ElfBytes bytes, long offset) {
        return read(bytes, offset, true);
    }

    private static FrameRecord read(ElfBytes bytes, long offset, boolean debug) {
        ByteCursor cursor = new ByteCursor(bytes, offset);
        long length = cursor.u32();
        if (length == 0 && !debug) {
            return new FrameRecord(offset, cursor.at(), cursor.at(), Kind.END, offset);
        }
        boolean wide = length == EXTENDED_LENGTH;
        if (wide) {
            length = cursor.i64();
        } else if (length >= FIRST_RESERVED) {
            throw bytes.error(offset, "the length of a record, found a reserved one: 0x%x".formatted(length));
        }
        long at = cursor.at();
        if (length < 0 || length > bytes.size() - at) {
            throw bytes.error(
                    offset,
                    "a record of at most %d bytes, found a length of %s"
                            .formatted(bytes.size() - at, Long.toUnsignedString(length)));
        }
        long end = at + length;
        boolean wideId = wide && debug;
        long id = wideId ? cursor.i64() : cursor.u32();
        if (cursor.at() > end) {
            throw bytes.error(
                    offset, "a record with a place of its common part, found one of %d bytes".formatted(length));
        }
        boolean common = debug ? id == (wideId ? -1L : EXTENDED_LENGTH) : id == 0;
        if (common) {
            return new FrameRecord(offset, cursor.at(), end, Kind.COMMON, offset);
        }
        return new FrameRecord(offset, cursor.at(), end, Kind.DESCRIPTION, debug ? id : at - id);
    }
}
