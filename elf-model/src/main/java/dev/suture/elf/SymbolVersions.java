package dev.suture.elf;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code .gnu.version}, {@code .gnu.version_d} and {@code .gnu.version_r} (LSB, "Symbol Versioning"). */
final class SymbolVersions {
    /** The top bit of a version index: the symbol is hidden. */
    private static final int HIDDEN = 0x8000;
    /** {@code VER_NDX_GLOBAL}; below it is {@code VER_NDX_LOCAL}. Neither has a version. */
    private static final int GLOBAL = 1;

    private static final int NEED_RECORD = 16;
    private static final int DEFINITION_RECORD = 20;

    private final ElfFile file;
    private final Optional<ElfBytes> indices;
    private final Map<Integer, SymbolVersion> versions = new HashMap<>();

    SymbolVersions(ElfFile file) {
        this.file = file;
        this.indices = file.sectionOfType(Section.GNU_VERSYM).map(Section::contents);
        file.sectionOfType(Section.GNU_VERDEF).ifPresent(this::readDefinitions);
        file.sectionOfType(Section.GNU_VERNEED).ifPresent(this::readNeeds);
    }

    Optional<SymbolVersion> of(int symbol) {
        return indices.flatMap(table -> {
            int index = table.u16(symbol * 2L);
            if ((index & ~HIDDEN) <= GLOBAL) {
                return Optional.empty();
            }
            SymbolVersion known = versions.get(index & ~HIDDEN);
            if (known == null) {
                throw table.error(symbol * 2L, "the index of a version, found %d".formatted(index & ~HIDDEN));
            }
            boolean hidden = (index & HIDDEN) != 0;
            return Optional.of(new SymbolVersion(known.name(), hidden, known.library()));
        });
    }

    private void readDefinitions(Section section) {
        ElfBytes records = section.contents();
        ElfBytes names = file.linked(section);
        // Each step leads forwards, so the walk ends with the section; the count is not needed, or trusted.
        for (long at = 0; ; at += next(records, at, 16, DEFINITION_RECORD)) {
            int index = records.u16(at + 4) & ~HIDDEN;
            long name = records.u32(at + records.u32(at + 12));
            versions.put(index, new SymbolVersion(names.string(name), false, Optional.empty()));
            if (records.u32(at + 16) == 0) {
                return;
            }
        }
    }

    private void readNeeds(Section section) {
        ElfBytes records = section.contents();
        ElfBytes names = file.linked(section);
        for (long at = 0; ; at += next(records, at, 12, NEED_RECORD)) {
            String library = names.string(records.u32(at + 4));
            if (records.u16(at + 2) > 0) {
                readNeeded(records, names, at + records.u32(at + 8), library);
            }
            if (records.u32(at + 12) == 0) {
                return;
            }
        }
    }

    private void readNeeded(ElfBytes records, ElfBytes names, long first, String library) {
        for (long at = first; ; at += next(records, at, 12, NEED_RECORD)) {
            int index = records.u16(at + 6) & ~HIDDEN;
            SymbolVersion version = new SymbolVersion(names.string(records.u32(at + 8)), false, Optional.of(library));
            // Versions of several libraries never share an index; a repeated one means the walk goes over records
            // twice.
            if (versions.put(index, version) != null) {
                throw records.error(at + 6, "a version index that is not in use yet, found %d".formatted(index));
            }
            if (records.u32(at + 12) == 0) {
                return;
            }
        }
    }

    private static long next(ElfBytes records, long at, int field, int recordSize) {
        long step = records.u32(at + field);
        if (step < recordSize) {
            throw records.error(at + field, "a step of at least %d bytes, found %d".formatted(recordSize, step));
        }
        return step;
    }
}
