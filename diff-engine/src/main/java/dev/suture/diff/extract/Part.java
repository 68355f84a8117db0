package dev.suture.diff.extract;

import dev.suture.diff.item.Item;
import java.util.List;
import java.util.Optional;

/** One item a hot patch carries. Two parts are equal only if they are the same part. */
public final class Part {
    /** Why a part is carried. */
    public enum Role {
        /** Replaces a function of the running program. */
        REPLACEMENT,
        /** A part of a replaced function that has no entry of its own. */
        SPLIT_PART,
        NEW_FUNCTION,
        NEW_DATA,
        /** A literal or table that a carried item refers to. */
        CONSTANT
    }

    private final String object;
    private final Item item;
    private final Role role;
    private final Optional<Item> replaces;
    private final List<String> because;
    private List<Link> links = List.of();
    private List<UnwindPart> unwinding = List.of();

    Part(String object, Item item, Role role, Optional<Item> replaces, List<String> because) {
        this.object = object;
        this.item = item;
        this.role = role;
        this.replaces = replaces;
        this.because = List.copyOf(because);
    }

    /** Set once, while the extraction is being made. */
    void setLinks(List<Link> links) {
        this.links = List.copyOf(links);
    }

    /** Set once, while the extraction is being made. */
    void setUnwinding(List<UnwindPart> unwinding) {
        this.unwinding = List.copyOf(unwinding);
    }

    /** Name of the object it comes from. */
    public String object() {
        return object;
    }

    /** The item of the patched object. */
    public Item item() {
        return item;
    }

    public Role role() {
        return role;
    }

    /** For a replacement, the base item it stands in for. */
    public Optional<Item> replaces() {
        return replaces;
    }

    /** The names from an edited function down to this item, itself last; itself alone if it was edited. */
    public List<String> because() {
        return because;
    }

    /** Its relocations, by offset. */
    public List<Link> links() {
        return links;
    }

    /** For code, how to unwind it; empty if the extraction leaves that out or the compiler wrote nothing. */
    public List<UnwindPart> unwinding() {
        return unwinding;
    }

    @Override
    public String toString() {
        return "%s %s of %s".formatted(role, item.name(), object);
    }
}
