package dev.suture.elf.dwarf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The header of a line number program (DWARF 5, 6.2.4; the older ones are in chapter 6.2.4 of their versions).
 *
 * @param files the file names; register {@code file} counts from 0 in DWARF 5 and from 1 before
 * @param lengths how many operands each standard opcode has, by opcode
 * @param program the opcodes
 */
record LineHeader(
        int version,
        int minimumInstruction,
        int operationsPerInstruction,
        int lineBase,
        int lineRange,
        int opcodeBase,
        int[] lengths,
        List<Name> directories,
        List<FileEntry> files,
        DwarfReader program) {
    private static final int CONTENT_PATH = 1;
    private static final int CONTENT_DIRECTORY = 2;

    /** A name, which is not read before it is needed: where it stands. */
    record Name(DebugSection section, long offset) {
        String text() {
            return section.string(offset);
        }
    }

    record FileEntry(Name name, long directory) {}

    static LineHeader read(DwarfSections sections, long offset) {
        DwarfReader.UnitPart part = sections.get("line").reader(offset).unit("a unit of .debug_line");
        DwarfReader reader = part.reader();
        int version = reader.u16();
        if (version < 2 || version > 5) {
            throw reader.error("a line table of version 2 to 5, found " + version);
        }
        if (version == 5) {
            reader.skip(2);
        }
        long headerLength = reader.relocated(part.offsetSize()).value();
        DwarfReader header = reader.part(headerLength, "the header of a line table");
        int minimum = header.u8();
        int operations = version >= 4 ? Math.max(1, header.u8()) : 1;
        header.skip(1);
        int lineBase = (byte) header.u8();
        int lineRange = header.u8();
        int opcodeBase = header.u8();
        int[] lengths = new int[Math.max(1, opcodeBase)];
        for (int i = 1; i < opcodeBase; i++) {
            lengths[i] = header.u8();
        }
        Tables tables = new Tables(sections, header, part.offsetSize());
        if (version == 5) {
            tables.readNew();
        } else {
            tables.readOld();
        }
        return new LineHeader(
                version,
                minimum,
                operations,
                lineBase,
                lineRange,
                opcodeBase,
                lengths,
                tables.directories,
                tables.files,
                reader);
    }

    /** Reads the directory and the file table. */
    private static final class Tables {
        private final DwarfSections sections;
        private final DwarfReader reader;
        private final int offsetSize;
        private final List<Name> directories = new ArrayList<>();
        private final List<FileEntry> files = new ArrayList<>();

        Tables(DwarfSections sections, DwarfReader reader, int offsetSize) {
            this.sections = sections;
            this.reader = reader;
            this.offsetSize = offsetSize;
        }

        void readOld() {
            for (Name name = inline(); !name.text().isEmpty(); name = inline()) {
                directories.add(name);
            }
            for (Name name = inline(); !name.text().isEmpty(); name = inline()) {
                files.add(new FileEntry(name, reader.uleb()));
                reader.uleb();
                reader.uleb();
            }
        }

        private Name inline() {
            Name name = new Name(sections.get("line"), reader.sectionOffset());
            reader.skipString();
            return name;
        }

        void readNew() {
            readEntries(entry -> directories.add(entry.name()));
            readEntries(files::add);
        }

        private void readEntries(Consumer<FileEntry> sink) {
            int formats = reader.u8();
            long[] contents = new long[formats];
            long[] forms = new long[formats];
            for (int i = 0; i < formats; i++) {
                contents[i] = reader.uleb();
                forms[i] = reader.uleb();
            }
            // Each value takes a byte or more, so that the count is bounded by what is left of the header.
            int count = reader.count();
            if (formats == 0 && count > 0) {
                throw reader.error("no entries where they have no format, found " + count);
            }
            for (int entry = 0; entry < count; entry++) {
                Name name = new Name(sections.get("line"), reader.sectionOffset());
                long directory = 0;
                for (int i = 0; i < formats; i++) {
                    if (contents[i] == CONTENT_PATH) {
                        name = path(forms[i]);
                    } else if (contents[i] == CONTENT_DIRECTORY) {
                        directory = number(forms[i]);
                    } else {
                        number(forms[i]);
                    }
                }
                sink.accept(new FileEntry(name, directory));
            }
        }

        private Name path(long form) {
            return switch ((int) form) {
                case DwarfConstants.FORM_STRING -> inline();
                case DwarfConstants.FORM_LINE_STRP ->
                    new Name(
                            sections.get("line_str"),
                            reader.relocated(offsetSize).value());
                case DwarfConstants.FORM_STRP ->
                    new Name(sections.get("str"), reader.relocated(offsetSize).value());
                default -> throw reader.error("a form of a path, found 0x%x".formatted(form));
            };
        }

        private long number(long form) {
            switch ((int) form) {
                case DwarfConstants.FORM_DATA1, DwarfConstants.FORM_FLAG -> {
                    return reader.u8();
                }
                case DwarfConstants.FORM_DATA2 -> {
                    return reader.u16();
                }
                case DwarfConstants.FORM_DATA4 -> {
                    return reader.u32();
                }
                case DwarfConstants.FORM_DATA8 -> {
                    return reader.u64();
                }
                case DwarfConstants.FORM_UDATA -> {
                    return reader.uleb();
                }
                case DwarfConstants.FORM_DATA16 -> reader.skip(16);
                case DwarfConstants.FORM_BLOCK -> reader.skip(reader.uleb());
                case DwarfConstants.FORM_BLOCK1 -> reader.skip(reader.u8());
                case DwarfConstants.FORM_STRING -> reader.skipString();
                case DwarfConstants.FORM_LINE_STRP, DwarfConstants.FORM_STRP -> reader.skip(offsetSize);
                default -> throw reader.error("a form of a line table, found 0x%x".formatted(form));
            }
            return 0;
        }
    }
}
