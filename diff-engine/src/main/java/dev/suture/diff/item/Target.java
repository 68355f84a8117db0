package dev.suture.diff.item;

/** What a relocation points at. */
public sealed interface Target {
    /**
     * A place in this object.
     *
     * @param item the item there
     * @param delta where the relocation's symbol stands, in bytes from the item's start; the relocation's addend comes
     *     on top
     */
    record Defined(Item item, long delta) implements Target {}

    /** A symbol some other object or library defines. */
    record Undefined(String name) implements Target {}

    /** A number, or nothing at all: the relocation names no symbol that has a place. */
    record Absolute(long value) implements Target {}
}
