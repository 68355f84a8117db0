package dev.suture.workbench.anatomy;

import dev.suture.diff.correlate.Pairing;
import dev.suture.diff.extract.Part;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.workbench.anatomy.Block.Column;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts the items of one object into rows: in the order of the patched side, deleted ones behind what stood before them. */
final class GroupBuilder {
    private final ObjectDiff object;
    private final Pairing pairing;
    private final Map<Item, Change> changes = new IdentityHashMap<>();
    private final Map<Item, Part> parts = new IdentityHashMap<>();
    private final Map<Item, List<Item>> deletedBehind = new IdentityHashMap<>();
    private final List<Item> deletedFirst = new ArrayList<>();
    private final List<Group.Row> rows = new ArrayList<>();
    private final List<Item> run = new ArrayList<>();

    GroupBuilder(ObjectDiff object, List<Part> parts) {
        this.object = object;
        this.pairing = object.comparison().pairing();
        parts.forEach(p -> this.parts.put(p.item(), p));
        for (Change change : object.changes()) {
            change.base().ifPresent(i -> changes.put(i, change));
            change.patched().ifPresent(i -> changes.put(i, change));
        }
    }

    Group build() {
        findDeleted();
        deletedFirst.forEach(this::deleted);
        for (Item item : object.comparison().patched().named()) {
            patched(item);
            Optional.ofNullable(pairing.baseOf(item).map(deletedBehind::get).orElse(null))
                    .ifPresent(list -> list.forEach(this::deleted));
        }
        endRun();
        carriedWithoutName();
        return new Group(object, rows);
    }

    private void findDeleted() {
        Optional<Item> paired = Optional.empty();
        for (Item item : object.comparison().base().named()) {
            if (pairing.patchedOf(item).isPresent()) {
                paired = Optional.of(item);
            } else {
                paired.map(p -> deletedBehind.computeIfAbsent(p, k -> new ArrayList<>()))
                        .orElse(deletedFirst)
                        .add(item);
            }
        }
    }

    private void deleted(Item item) {
        endRun();
        Optional<Change> change = Optional.ofNullable(changes.get(item));
        rows.add(new Group.Row(
                Optional.of(block(Column.BASE, item, role(change, Role.DELETED), change)),
                Optional.empty(),
                Optional.empty()));
    }

    private void patched(Item item) {
        Optional<Change> change = Optional.ofNullable(changes.get(item));
        Part part = parts.get(item);
        if (change.isEmpty() && part == null) {
            run.add(item);
            return;
        }
        endRun();
        Optional<Item> base = pairing.baseOf(item);
        Role role = change.isEmpty() ? Role.UNCHANGED : role(change, base.isPresent() ? Role.CHANGED : Role.ADDED);
        rows.add(new Group.Row(
                base.map(b -> block(Column.BASE, b, role, change)),
                Optional.of(block(Column.PATCHED, item, role, change)),
                Optional.ofNullable(part).map(p -> inHotPatch(p, change))));
    }

    private static Role role(Optional<Change> change, Role counting) {
        return change.filter(c -> !c.counts()).isPresent() ? Role.SET_ASIDE : counting;
    }

    /** A single unchanged item keeps its name, more become one block. */
    private void endRun() {
        if (run.isEmpty()) {
            return;
        }
        long size = run.stream().mapToLong(Item::size).sum();
        String label = run.size() == 1 ? run.getFirst().name() : "%,d unchanged".formatted(run.size());
        boolean function = run.getFirst().kind() == ItemKind.FUNCTION;
        Block patched = new Block(Column.PATCHED, label, size, Role.UNCHANGED, function, Optional.empty(), List.of());
        boolean both = run.stream().anyMatch(i -> pairing.baseOf(i).isPresent());
        Optional<Block> base = both
                ? Optional.of(
                        new Block(Column.BASE, label, size, Role.UNCHANGED, function, Optional.empty(), List.of()))
                : Optional.empty();
        rows.add(new Group.Row(base, Optional.of(patched), Optional.empty()));
        run.clear();
    }

    /** Literals and tables have no row of their own in the other columns. */
    private void carriedWithoutName() {
        for (Part part : parts.values()) {
            if (part.role() == Part.Role.CONSTANT && !part.item().isNamed()) {
                rows.add(new Group.Row(
                        Optional.empty(), Optional.empty(), Optional.of(inHotPatch(part, Optional.empty()))));
            }
        }
    }

    private static Block inHotPatch(Part part, Optional<Change> change) {
        Role role = switch (part.role()) {
            case REPLACEMENT, SPLIT_PART -> Role.CHANGED;
            case NEW_FUNCTION, NEW_DATA -> Role.ADDED;
            case CONSTANT -> Role.CARRIED;
        };
        return new Block(
                Column.HOT_PATCH,
                part.item().name(),
                part.item().size(),
                role,
                part.item().kind() == ItemKind.FUNCTION,
                change,
                part.because());
    }

    private static Block block(Column column, Item item, Role role, Optional<Change> change) {
        return new Block(column, item.name(), item.size(), role, item.kind() == ItemKind.FUNCTION, change, List.of());
    }
}
