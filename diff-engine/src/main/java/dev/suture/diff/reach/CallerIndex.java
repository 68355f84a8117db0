package dev.suture.diff.reach;

import dev.suture.diff.DiffProgress;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.Item.Origin;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.diff.reach.Use.How;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;

/**
 * For all members of a build, who refers to them. Made in one pass over all references, in time linear in their number;
 * immutable then. A name that an object does not define means what other objects offer to all by that name.
 */
public final class CallerIndex {
    private final Map<Item, Unit> units = new IdentityHashMap<>();
    private final Map<Item, List<Use>> users = new IdentityHashMap<>();

    private CallerIndex() {}

    /**
     * @throws CancellationException if the progress asks for it
     * @throws dev.suture.elf.ElfFormatException if an object is malformed
     */
    public static CallerIndex of(List<Unit> units, DiffProgress progress) {
        CallerIndex index = new CallerIndex();
        Map<String, List<Item>> offered = offered(units);
        for (int i = 0; i < units.size(); i++) {
            if (progress.cancelled()) {
                throw new CancellationException("looking for callers was cancelled");
            }
            index.add(units.get(i), offered);
            progress.done(i + 1, units.size());
        }
        return index;
    }

    private static Map<String, List<Item>> offered(List<Unit> units) {
        Map<String, List<Item>> result = new HashMap<>();
        for (Unit unit : units) {
            for (Item item : unit.items().named()) {
                if (!item.isLocal()) {
                    result.computeIfAbsent(item.name(), n -> new ArrayList<>(1)).add(item);
                }
                item.aliases().stream()
                        .filter(a -> !a.isLocal())
                        .forEach(alias -> result.computeIfAbsent(alias.name(), n -> new ArrayList<>(1))
                                .add(item));
            }
        }
        return result;
    }

    private void add(Unit unit, Map<String, List<Item>> offered) {
        ObjectItems items = unit.items();
        CallSites calls = new CallSites(items.file().header().machine());
        List<List<Item>> all = List.of(items.named(), items.anonymous());
        all.forEach(some -> some.forEach(item -> units.put(item, unit)));
        for (List<Item> some : all) {
            for (Item item : some) {
                add(new Member(unit, item), items.references(item), calls, offered);
            }
        }
    }

    private void add(Member by, List<Reference> references, CallSites calls, Map<String, List<Item>> offered) {
        Map<Item, Use> used = new IdentityHashMap<>(4);
        for (Reference reference : references) {
            How how = calls.isOne(by.item(), reference) ? How.CALLS : How.TAKES_ADDRESS;
            List<Item> targets = switch (reference.target()) {
                case Target.Defined(Item item, long _) -> List.of(item);
                case Target.Undefined(String name) -> offered.getOrDefault(name, List.of());
                case Target.Absolute _ -> List.of();
            };
            for (Item target : targets) {
                if (target.origin() != Origin.LITERAL) {
                    used.merge(target, new Use(by, how, 1), CallerIndex::both);
                }
            }
        }
        used.forEach((target, use) ->
                users.computeIfAbsent(target, t -> new ArrayList<>(2)).add(use));
    }

    private static Use both(Use one, Use other) {
        How how = one.how() == How.CALLS ? How.CALLS : other.how();
        return new Use(one.by(), how, one.places() + other.places());
    }

    /** The member that an item is; empty if it is of none of the objects. */
    public Optional<Member> member(Item item) {
        return Optional.ofNullable(units.get(item)).map(unit -> new Member(unit, item));
    }

    /**
     * Who refers to a member, calls first, then by name. What nobody named, such as a switch table, is a part of those that
     * refer to it: they stand in its place, and a function does not use itself by its own tables.
     */
    public List<Use> users(Member member) {
        return inAnyOrder(member).stream()
                .sorted(Comparator.comparing(Use::how)
                        .thenComparing(u -> u.by().item().name())
                        .thenComparing(u -> u.by().unit().name()))
                .toList();
    }

    private Collection<Use> inAnyOrder(Member member) {
        Map<Item, Use> found = new IdentityHashMap<>();
        Set<Item> through = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(member.item(), member.item(), found, through);
        return found.values();
    }

    private void collect(Item of, Item used, Map<Item, Use> found, Set<Item> through) {
        for (Use use : users.getOrDefault(used, List.of())) {
            Item by = use.by().item();
            if (by.origin() == Origin.ANONYMOUS) {
                if (through.add(by)) {
                    collect(of, by, found, through);
                }
            } else if (used == of) {
                found.merge(by, use, CallerIndex::both);
            } else if (by != of) {
                found.merge(by, new Use(use.by(), How.TAKES_ADDRESS, 1), CallerIndex::both);
            }
        }
    }

    /** Whether nobody that is known refers to it, except itself. */
    public boolean isEntry(Member member) {
        return inAnyOrder(member).stream().allMatch(u -> u.by().item() == member.item());
    }

    /** How much leads to a member. */
    public Reach reach(Member member) {
        Set<Item> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Member> open = new ArrayDeque<>(List.of(member));
        seen.add(member.item());
        int functions = 0;
        int entries = 0;
        while (!open.isEmpty()) {
            Member next = open.poll();
            boolean any = false;
            for (Use use : inAnyOrder(next)) {
                any |= use.by().item() != next.item();
                if (seen.add(use.by().item())) {
                    functions += use.by().item().kind() == ItemKind.FUNCTION ? 1 : 0;
                    open.add(use.by());
                }
            }
            entries += any || next == member ? 0 : 1;
        }
        return new Reach(functions, entries);
    }
}
