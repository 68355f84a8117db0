package dev.suture.elf.dwarf;

import dev.suture.elf.Lazy;
import java.util.Optional;
import java.util.OptionalLong;

/** One unit with what is needed to read its entries: abbreviations and the bases its root entry gives. */
final class Unit {
    private final DwarfSections sections;
    private final UnitHeader header;
    private final Lazy<Abbreviations> abbreviations;
    private final Lazy<Bases> bases = Lazy.of(this::readBases);

    private record Bases(long strings, long addresses, long ranges) {}

    Unit(DwarfSections sections, UnitHeader header) {
        this.sections = sections;
        this.header = header;
        this.abbreviations = Lazy.of(() -> sections.abbreviations(header.abbreviations()));
    }

    UnitHeader header() {
        return header;
    }

    DwarfSections sections() {
        return sections;
    }

    Abbreviations abbreviations() {
        return abbreviations.get();
    }

    /** The entry at an offset in the unit's section. */
    Die entryAt(long offset) {
        if (offset < header.first() || offset >= header.end()) {
            throw header.section()
                    .bytes()
                    .error(offset, "an entry of the unit at offset 0x%x".formatted(header.offset()));
        }
        Die die = new Die(this, offset);
        if (!die.next()) {
            throw header.section().bytes().error(offset, "an entry, found the end of a list of entries");
        }
        return die;
    }

    /** Before the first entry. */
    Die entries() {
        return new Die(this, header.first());
    }

    /** The root entry; empty for a unit without any. */
    Optional<Die> root() {
        Die die = entries();
        return die.next() ? Optional.of(die) : Optional.empty();
    }

    private Bases readBases() {
        // DWARF 5, 7.26 to 7.29: without an attribute, the base is behind the header of the first contribution.
        long wide = header.offsetSize() == 8 ? 16 : 8;
        boolean five = header.version() >= 5;
        Optional<Die> root = root();
        return new Bases(
                base(root, DwarfConstants.AT_STR_OFFSETS_BASE, five ? wide : 0),
                base(root, DwarfConstants.AT_ADDR_BASE, five ? wide : 0),
                base(root, DwarfConstants.AT_RNGLISTS_BASE, five ? wide + 4 : 0));
    }

    private static long base(Optional<Die> root, int attribute, long otherwise) {
        return root.map(die -> die.number(attribute))
                .orElse(OptionalLong.empty())
                .orElse(otherwise);
    }

    /** The string with an index in {@code .debug_str_offsets}. */
    String indexedString(long index) {
        DwarfReader reader = sections.get("str_offsets").reader(bases.get().strings() + index * header.offsetSize());
        return sections.get("str").string(reader.relocated(header.offsetSize()).value());
    }

    /** The address with an index in {@code .debug_addr}. */
    DebugRelocations.Resolved indexedAddress(long index) {
        DwarfReader reader = sections.get("addr").reader(bases.get().addresses() + index * header.addressSize());
        return reader.relocated(header.addressSize());
    }

    /** Where the range list with an index starts in {@code .debug_rnglists}. */
    long indexedRanges(long index) {
        long base = bases.get().ranges();
        DwarfReader reader = sections.get("rnglists").reader(base + index * header.offsetSize());
        return base + reader.relocated(header.offsetSize()).value();
    }
}
