package dev.suture.diff.flow;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.Item.Origin;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.Machine;
import dev.suture.elf.X86_64;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows a function from its start and knows, at a jump whose destination is computed, the table it is looked up in: the
 * one that was last referred to, as compilers write it.
 */
final class JumpTables {
    private final ObjectItems items;
    private final Item function;
    private final boolean linked;
    private final ShortTables shortTables;
    private final Map<Item, List<Long>> known = new IdentityHashMap<>();
    private List<Long> latest = List.of();

    JumpTables(ObjectItems items, Item function) {
        this.items = items;
        this.function = function;
        this.linked = items.file().header().type() != ElfHeader.Type.RELOCATABLE;
        this.shortTables = new ShortTables(items.file().header().machine() == Machine.AARCH64);
    }

    /** Tells of the next instruction. */
    void pass(Cell cell, List<Reference> references) {
        shortTables.pass(cell);
        for (Reference reference : references) {
            if (reference.target() instanceof Target.Defined(Item item, long delta) && mayBeOne(item)) {
                List<Long> found = known.computeIfAbsent(item, this::read);
                latest = found.isEmpty() ? latest : found;
                shortTables.pass(item, delta + reference.addend());
            }
        }
    }

    /** Byte offsets in the function to which a jump may lead here; empty where no table is known. */
    List<Long> destinations() {
        List<Long> ofDistances = shortTables.destinations();
        return ofDistances.isEmpty() ? latest : ofDistances;
    }

    /** Whether a reference is to a table of places in this function. */
    boolean isOne(Reference reference) {
        return reference.target() instanceof Target.Defined(Item item, long delta)
                && mayBeOne(item)
                && !known.computeIfAbsent(item, this::read).isEmpty();
    }

    private static boolean mayBeOne(Item item) {
        return item.origin() == Origin.ANONYMOUS && item.kind() == ItemKind.DATA;
    }

    private List<Long> read(Item table) {
        return items.references(table).stream()
                .filter(r -> r.target() instanceof Target.Defined(Item item, long delta) && item == function)
                .map(r -> place(r, (Target.Defined) r.target()))
                .filter(place -> place >= 0 && place < function.size())
                .toList();
    }

    /** Distances count from the table's start, but the linker is told of each as of one from its own field. */
    private long place(Reference entry, Target.Defined target) {
        boolean distance = !linked
                && items.file().header().machine() == Machine.X86_64
                && X86_64.of(entry.type()).isPcRelative();
        return target.delta() + entry.addend() - (distance ? entry.offset() : 0);
    }
}
