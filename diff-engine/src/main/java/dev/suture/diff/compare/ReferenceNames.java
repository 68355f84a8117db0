package dev.suture.diff.compare;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;

/** What people call the place a reference leads to. */
public final class ReferenceNames {
    private ReferenceNames() {}

    /** The name of what it points at, without a distance: {@code puts}, {@code "no such fare"}, {@code .rodata.sw}. */
    public static String of(Reference reference) {
        return switch (reference.target()) {
            case Target.Undefined(String name) -> name;
            case Target.Absolute(long value) -> "0x%x".formatted(value + reference.addend());
            case Target.Defined(Item item, long delta) -> item.name();
        };
    }
}
