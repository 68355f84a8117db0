package dev.suture.elf.dwarf;

import java.util.ArrayList;
import java.util.List;

/**
 * The header of one unit of {@code .debug_info} or {@code .debug_types} (DWARF 5, 7.5.1).
 *
 * @param section the section it stands in
 * @param offset its first byte, as references within the unit count from it
 * @param end the byte behind it
 * @param first its first entry (DIE)
 * @param typeSignature the signature of a type unit, else 0
 * @param typeOffset offset of the type in a type unit, from {@code offset}; 0 in other units
 */
record UnitHeader(
        DebugSection section,
        long offset,
        long end,
        long first,
        int version,
        int unitType,
        int addressSize,
        int offsetSize,
        long abbreviations,
        long typeSignature,
        long typeOffset) {
    private static final int UT_COMPILE = 0x01;
    private static final int UT_TYPE = 0x02;
    private static final int UT_SKELETON = 0x04;
    private static final int UT_SPLIT_COMPILE = 0x05;
    private static final int UT_SPLIT_TYPE = 0x06;

    boolean isType() {
        return unitType == UT_TYPE || unitType == UT_SPLIT_TYPE;
    }

    /** The headers of all units of a section; only headers are read. */
    static List<UnitHeader> readAll(DebugSection section, boolean typeSection) {
        List<UnitHeader> result = new ArrayList<>();
        DwarfReader reader = section.reader(0);
        while (reader.hasMore()) {
            long offset = reader.sectionOffset();
            DwarfReader.UnitPart part = reader.unit("a unit of " + section.name());
            result.add(read(section, offset, part, typeSection));
        }
        return List.copyOf(result);
    }

    private static UnitHeader read(DebugSection section, long offset, DwarfReader.UnitPart part, boolean typeSection) {
        DwarfReader reader = part.reader();
        long end = reader.sectionOffset() + reader.remaining();
        int version = reader.u16();
        if (version < 2 || version > 5) {
            throw reader.error("DWARF version 2 to 5, found " + version);
        }
        int type = typeSection ? UT_TYPE : UT_COMPILE;
        int addressSize;
        long abbreviations;
        if (version == 5) {
            type = reader.u8();
            addressSize = reader.u8();
            abbreviations = reader.relocated(part.offsetSize()).value();
        } else {
            abbreviations = reader.relocated(part.offsetSize()).value();
            addressSize = reader.u8();
        }
        if (addressSize != 4 && addressSize != 8) {
            throw reader.error("addresses of 4 or 8 bytes, found a size of " + addressSize);
        }
        long signature = 0;
        long typeOffset = 0;
        if (type == UT_TYPE || type == UT_SPLIT_TYPE) {
            signature = reader.u64();
            typeOffset = reader.relocated(part.offsetSize()).value();
        } else if (type == UT_SKELETON || type == UT_SPLIT_COMPILE) {
            reader.skip(8);
        }
        return new UnitHeader(
                section,
                offset,
                end,
                reader.sectionOffset(),
                version,
                type,
                addressSize,
                part.offsetSize(),
                abbreviations,
                signature,
                typeOffset);
    }
}
