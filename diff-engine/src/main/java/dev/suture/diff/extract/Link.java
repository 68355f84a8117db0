package dev.suture.diff.extract;

import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;

/**
 * One relocation of a carried item with its destination.
 *
 * @param reference as it stands in the patched object
 * @param destination where it leads
 */
public record Link(Reference reference, Destination destination) {
    /** What to add to the address of the destination's start: the symbol's place in the item plus the addend. */
    public long addend() {
        return reference.addend()
                + switch (reference.target()) {
                    case Target.Defined(var item, long delta) -> delta;
                    case Target.Undefined(String name) -> 0;
                    case Target.Absolute(long value) -> value;
                };
    }
}
