package dev.suture.elf.unwind;

import dev.suture.elf.ByteCursor;
import dev.suture.elf.ElfBytes;
import java.util.OptionalLong;

/**
 * A CIE: what several functions' descriptions have in common (LSB Core, "The Common Information Entry Format"; DWARF 5,
 * 6.4.1).
 *
 * @param offset where it begins in its section
 * @param augmentation the letters that say what it has beyond DWARF
 * @param codeAlignment factor of distances between instructions
 * @param dataAlignment factor of offsets of saved registers
 * @param returnRegister the register whose rule gives the return address
 * @param addressEncoding how the functions' addresses are written
 * @param tableEncoding how the addresses of their exception tables are written; {@link PointerEncoding#OMITTED} for none
 * @param personality the address of the personality routine, or for an indirect one where that address stands
 * @param signalFrame whether the functions are those to which signal handlers return: the caller stopped at an
 *     instruction, not behind a call
 * @param instructions what holds at the start of each function
 */
public record CommonEntry(
        long offset,
        String augmentation,
        long codeAlignment,
        long dataAlignment,
        int returnRegister,
        int addressEncoding,
        int tableEncoding,
        OptionalLong personality,
        boolean signalFrame,
        ElfBytes instructions) {
    private static final int ADDRESS_SIZE = 8;

    static CommonEntry read(ElfBytes bytes, FrameRecord record, PointerEncoding.Bases bases) {
        if (record.kind() != FrameRecord.Kind.COMMON) {
            throw bytes.error(record.offset(), "a common part (CIE), found a description");
        }
        ElfBytes window = bytes.slice(0, record.end(), "a record");
        ByteCursor cursor = new ByteCursor(window, record.body());
        int version = cursor.u8();
        if (version != 1 && version != 3 && version != 4) {
            throw window.error(record.body(), "version 1, 3 or 4 of a common part, found %d".formatted(version));
        }
        String augmentation = cursor.text();
        if (augmentation.equals("eh")) {
            cursor.i64(); // gcc 2: the address of a table that nobody needs any more
        } else if (!augmentation.isEmpty() && !augmentation.startsWith("z")) {
            throw cursor.error("an augmentation whose data has a length, found \"%s\"".formatted(augmentation));
        }
        if (version == 4) {
            int addressSize = cursor.u8();
            int segmentSize = cursor.u8();
            if (addressSize != ADDRESS_SIZE || segmentSize != 0) {
                throw cursor.error(
                        "addresses of 8 bytes without segments, found %d and %d".formatted(addressSize, segmentSize));
            }
        }
        long codeAlignment = cursor.uleb();
        long dataAlignment = cursor.sleb();
        int returnRegister = RuleSet.register(cursor, version == 1 ? cursor.u8() : cursor.uleb());
        Extras extras = augmentation.startsWith("z")
                ? Extras.read(cursor, augmentation, bases)
                : new Extras(PointerEncoding.ABSOLUTE, PointerEncoding.OMITTED, OptionalLong.empty(), false);
        return new CommonEntry(
                record.offset(),
                augmentation,
                codeAlignment,
                dataAlignment,
                returnRegister,
                extras.address,
                extras.table,
                extras.personality,
                extras.signalFrame,
                cursor.block(record.end() - cursor.at(), "instructions"));
    }

    /** Whether descriptions say how long their own augmentation is. */
    boolean sized() {
        return augmentation.startsWith("z");
    }

    private record Extras(int address, int table, OptionalLong personality, boolean signalFrame) {
        static Extras read(ByteCursor cursor, String augmentation, PointerEncoding.Bases bases) {
            long length = cursor.uleb();
            long start = cursor.at();
            ElfBytes data = cursor.block(length, "augmentation data");
            // Errors and distances count from the section, so it is read through the same cursor.
            cursor.skip(-data.size());
            int address = PointerEncoding.ABSOLUTE;
            int table = PointerEncoding.OMITTED;
            OptionalLong personality = OptionalLong.empty();
            boolean signalFrame = false;
            boolean known = true;
            for (int i = 1; i < augmentation.length() && known; i++) {
                switch (augmentation.charAt(i)) {
                    case 'R' -> address = cursor.u8();
                    case 'L' -> table = cursor.u8();
                    case 'P' -> personality = OptionalLong.of(PointerEncoding.read(cursor, cursor.u8(), bases));
                    case 'S' -> signalFrame = true;
                    case 'B', 'G' -> {} // AArch64: the key that signs, tagged stacks; neither has data
                    default -> known = false; // the length says where to go on
                }
            }
            cursor.skip(start + length - cursor.at());
            return new Extras(address, table, personality, signalFrame);
        }
    }
}
