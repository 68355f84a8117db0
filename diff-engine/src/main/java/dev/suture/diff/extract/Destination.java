package dev.suture.diff.extract;

import dev.suture.diff.item.Item;

/** Where a reference of a carried item leads once the patch is in the running program. */
public sealed interface Destination {
    /** To another item the patch carries. */
    record Carried(Part part) implements Destination {}

    /** To an item of the running program that stays as it is, by the base object's item. */
    record Existing(Item baseItem, String object) implements Destination {}

    /**
     * To a symbol that no compared object defines: of the target's other objects, or of a library.
     *
     * @param weak whether the code can do without it; its address is 0 then
     */
    record Outside(String name, boolean weak) implements Destination {}

    /** Nowhere: the reference is a number. */
    record Number() implements Destination {}
}
