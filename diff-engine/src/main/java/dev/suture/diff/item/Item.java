package dev.suture.diff.item;

import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import java.util.List;
import java.util.Optional;

/**
 * A function or datum of one object: a section of its own, or a symbol's slice of one.
 *
 * @param kind function or data
 * @param name the symbol's name; for anonymous items a name made of the section's and the offset; not used for literals
 * @param origin how it comes to be an item of its own
 * @param section the section it lies in
 * @param offset byte offset in the section
 * @param size in bytes
 * @param symbol the symbol that names it; absent for anonymous items
 * @param aliases further symbols at the same place
 */
public record Item(
        ItemKind kind,
        String name,
        Origin origin,
        Section section,
        long offset,
        long size,
        Optional<Symbol> symbol,
        List<Symbol> aliases) {
    /** How a piece of an object comes to be an item. */
    public enum Origin {
        /** A symbol names it. */
        NAMED,
        /** A string or constant of a mergeable section: its contents are its identity (ELF gABI, SHF_MERGE). */
        LITERAL,
        /** Bytes nobody named, e.g. a switch table: part of the functions that refer to it, compared by contents. */
        ANONYMOUS
    }

    public Item {
        aliases = List.copyOf(aliases);
    }

    /** {@inheritDoc} A literal's is made of its contents each time: there are many, and few are ever named. */
    @Override
    public String name() {
        return origin == Origin.LITERAL ? Literals.name(section, offset, offset + size) : name;
    }

    /** Whether the item occupies no room in the file and starts as zeros. */
    public boolean isZeroInitialised() {
        return section.type() == Section.NOBITS;
    }

    /**
     * A copy of the item's bytes; zeros for zero-initialised data, whose size no file's size bounds: ask
     * {@link #isZeroInitialised} first.
     */
    public byte[] bytes() {
        return isZeroInitialised()
                ? new byte[Math.toIntExact(size)]
                : section.contents().copy(offset, Math.toIntExact(size));
    }

    /** Whether both have the same number of bytes and the same ones; nothing is copied. */
    public boolean hasBytesOf(Item other) {
        if (size != other.size || isZeroInitialised() || other.isZeroInitialised()) {
            return size == other.size && isZero() && other.isZero();
        }
        return section.contents().matches(offset, other.section.contents(), other.offset, size);
    }

    private boolean isZero() {
        if (!isZeroInitialised()) {
            for (long at = offset; at < offset + size; at++) {
                if (section.contents().u8(at) != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether only its own object can refer to it by name. */
    public boolean isLocal() {
        return symbol.map(Symbol::isLocal).orElse(true);
    }

    public boolean isNamed() {
        return origin == Origin.NAMED;
    }
}
