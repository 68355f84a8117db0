package dev.suture.diff.explain;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ObjectItems;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.dwarf.AddressRange;
import dev.suture.elf.dwarf.DebugFunction;
import dev.suture.elf.dwarf.Dwarf;
import dev.suture.elf.dwarf.InlinedCall;
import dev.suture.elf.dwarf.SourceLine;
import java.util.List;
import java.util.Optional;

/**
 * What the debugging information of one file says of its items. It only explains; where it is missing or malformed, there
 * is no explanation and no error.
 */
final class DebugInfo {
    private final ObjectItems items;
    private final Dwarf dwarf;
    private final boolean linked;

    DebugInfo(ObjectItems items) {
        this.items = items;
        this.dwarf = items.dwarf();
        this.linked = items.file().header().type() != ElfHeader.Type.RELOCATABLE;
    }

    /** The source line of a byte of an item. */
    Optional<SourceLine> line(Item item, long offset) {
        long place = item.offset() + offset;
        try {
            return linked
                    ? dwarf.lines().lineAt(item.section().address() + place)
                    : dwarf.lines().lineOf(item.section().index(), place);
        } catch (ElfFormatException e) {
            return Optional.empty();
        }
    }

    /** What was inlined into the item; empty if unknown. */
    List<InlinedCall> inlinedInto(Item item) {
        return function(item).map(DebugFunction::inlined).orElse(List.of());
    }

    /** Whether a piece of an inlined call's code holds the byte of the item. */
    boolean covers(InlinedCall call, Item item, long offset) {
        long place = item.offset() + offset + (linked ? item.section().address() : 0);
        for (AddressRange range : call.ranges()) {
            boolean sameSection = linked || range.section() == item.section().index();
            if (sameSection && place >= range.start() && place < range.end()) {
                return true;
            }
        }
        return false;
    }

    /** The functions into which the named one is inlined. */
    List<String> inlinedWhere(String name) {
        try {
            return dwarf.inlinedCalls().containing(name).stream().sorted().toList();
        } catch (ElfFormatException e) {
            return List.of();
        }
    }

    private Optional<DebugFunction> function(Item item) {
        try {
            return items.debugFunction(item);
        } catch (ElfFormatException e) {
            return Optional.empty();
        }
    }
}
