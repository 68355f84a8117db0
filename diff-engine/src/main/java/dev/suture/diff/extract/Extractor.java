package dev.suture.diff.extract;

import dev.suture.diff.extract.Part.Role;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ItemName;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.diff.model.Chain;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.elf.AArch64;
import dev.suture.elf.X86_64;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Takes the changed functions of all objects and, from them, everything they need that the running program does not
 * have: new functions and data, literals and tables. What it has already is referred to where it is, so that the patch
 * works on the program's own variables.
 */
public final class Extractor {
    private final List<ObjectDiff> objects;
    private final Map<Item, Part> parts = new IdentityHashMap<>();
    private final List<Part> order = new ArrayList<>();
    private final Deque<Part> unlinked = new ArrayDeque<>();
    private final Map<Part, ObjectDiff> origin = new IdentityHashMap<>();
    private final Map<Item, Change> changed = new IdentityHashMap<>();
    private final Map<String, Addition> addedGlobals = new HashMap<>();

    private record Addition(ObjectDiff object, Item item) {}

    private final boolean unwinding;

    private Extractor(List<ObjectDiff> objects, boolean unwinding) {
        this.objects = objects;
        this.unwinding = unwinding;
    }

    /** What a hot patch of these objects carries, unwind records left out; empty where no function changed. */
    public static Extraction extract(List<ObjectDiff> objects) {
        return extract(objects, false);
    }

    /**
     * What a hot patch of these objects carries; empty where no function changed.
     *
     * @param unwinding whether with the code goes how to unwind it and what it catches
     */
    public static Extraction extract(List<ObjectDiff> objects, boolean unwinding) {
        return new Extractor(objects, unwinding).run();
    }

    private Extraction run() {
        for (ObjectDiff object : objects) {
            for (Change change : object.changes()) {
                change.patched().ifPresent(item -> index(object, change, item));
            }
        }
        for (ObjectDiff object : objects) {
            for (Change change : object.changes()) {
                if (isReplacement(change)) {
                    change.patched().ifPresent(item -> carry(object, item, Role.REPLACEMENT, List.of()));
                }
            }
        }
        while (!unlinked.isEmpty()) {
            link(unlinked.poll());
        }
        return new Extraction(order);
    }

    private void index(ObjectDiff object, Change change, Item item) {
        changed.put(item, change);
        if (change.status() == Status.ADDED && !item.isLocal()) {
            addedGlobals.putIfAbsent(item.name(), new Addition(object, item));
        }
    }

    private static boolean isReplacement(Change change) {
        return change.kind() == ItemKind.FUNCTION
                && change.status() == Status.CHANGED
                && change.counts()
                && !ItemName.isColdPart(change.name());
    }

    private Part carry(ObjectDiff object, Item item, Role role, List<String> because) {
        Part known = parts.get(item);
        if (known != null) {
            return known;
        }
        List<String> chain = Chain.extend(because, item.name());
        Optional<Item> replaces =
                role == Role.REPLACEMENT ? object.comparison().pairing().baseOf(item) : Optional.empty();
        Part part = new Part(object.name(), item, role, replaces, chain);
        parts.put(item, part);
        order.add(part);
        origin.put(part, object);
        unlinked.add(part);
        return part;
    }

    private void link(Part part) {
        ObjectDiff object = origin.get(part);
        ObjectItems items = object.comparison().patched();
        part.setLinks(links(object, part, items.linkedReferences(part.item())));
        if (unwinding && part.item().kind() == ItemKind.FUNCTION) {
            part.setUnwinding(items.unwindRecords(part.item()).stream()
                    .map(r -> new UnwindPart(
                            r.common(),
                            unwindLinks(object, part, r.common().references()),
                            r.description(),
                            unwindLinks(object, part, r.description().references())))
                    .toList());
        }
    }

    private List<Link> links(ObjectDiff object, Part part, List<Reference> references) {
        return references.stream()
                .map(r -> new Link(r, destination(object, part, r)))
                .toList();
    }

    /** A record describes the carried code, also where other references to the function's start mean the original. */
    private List<Link> unwindLinks(ObjectDiff object, Part part, List<Reference> references) {
        return references.stream()
                .map(r -> r.target() instanceof Target.Defined(Item item, long delta) && item == part.item()
                        ? new Link(r, new Destination.Carried(part))
                        : new Link(r, destination(object, part, r)))
                .toList();
    }

    private Destination destination(ObjectDiff object, Part from, Reference reference) {
        return switch (reference.target()) {
            case Target.Absolute(long value) -> new Destination.Number();
            case Target.Undefined(String name) -> outside(object, from, name);
            case Target.Defined(Item item, long delta) -> inside(object, from, reference, item);
        };
    }

    /** A symbol of another object: carried if that object has it only since the patch. */
    private Destination outside(ObjectDiff object, Part from, String name) {
        Addition addition = addedGlobals.get(name);
        return addition == null
                ? new Destination.Outside(name, object.comparison().patched().isWeakReference(name))
                : new Destination.Carried(
                        carry(addition.object(), addition.item(), newRole(addition.item()), from.because()));
    }

    private static Role newRole(Item item) {
        return item.kind() == ItemKind.FUNCTION ? Role.NEW_FUNCTION : Role.NEW_DATA;
    }

    private Destination inside(ObjectDiff object, Part from, Reference reference, Item item) {
        Comparison comparison = object.comparison();
        if (!item.isNamed()) {
            return new Destination.Carried(carry(object, item, Role.CONSTANT, from.because()));
        }
        Optional<Item> base = comparison.pairing().baseOf(item);
        if (base.isEmpty()) {
            return new Destination.Carried(carry(object, item, newRole(item), from.because()));
        }
        if (ItemName.isColdPart(item.name()) && belongsTo(item, from)) {
            return new Destination.Carried(carry(object, item, Role.SPLIT_PART, from.because()));
        }
        Part replacement = parts.get(item);
        boolean toNewCode = replacement != null && !takesEntryAddress(object, from, reference, replacement);
        return toNewCode ? new Destination.Carried(replacement) : new Destination.Existing(base.get(), object.name());
    }

    private static boolean belongsTo(Item coldPart, Part from) {
        return ItemName.parent(coldPart.name())
                .filter(p -> p.equals(from.item().name()))
                .isPresent();
    }

    /**
     * Whether the reference takes the address of a replaced function rather than branching to it. Such an address may be
     * stored in the program's data and outlive the patch, and has to compare equal to those stored before: it stays that
     * of the original function, whose first instruction leads to the replacement. References to a place inside the
     * function (switch tables, returns from cold parts) have to lead into the new code.
     */
    private static boolean takesEntryAddress(ObjectDiff object, Part from, Reference reference, Part replacement) {
        if (replacement.role() != Role.REPLACEMENT || from.role() == Role.SPLIT_PART) {
            return false;
        }
        long place = new Link(reference, new Destination.Carried(replacement)).addend();
        // In tables the compiler made, distances lead to places inside the function; an address is one to be stored.
        boolean table = from.role() == Role.CONSTANT;
        return switch (object.comparison().patched().file().header().machine()) {
            case X86_64 -> {
                X86_64 type = X86_64.of(reference.type());
                boolean relative = type.isPcRelative();
                yield type != X86_64.R_X86_64_PLT32 && !(table && relative) && place + (relative ? 4 : 0) == 0;
            }
            case AARCH64 -> {
                AArch64 type = AArch64.of(reference.type());
                yield !type.isBranch() && !(table && type.isDistance()) && place == 0;
            }
            default -> false;
        };
    }
}
