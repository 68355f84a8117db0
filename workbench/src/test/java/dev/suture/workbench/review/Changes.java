package dev.suture.workbench.review;

import dev.suture.diff.correlate.Correlator;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Reason;
import dev.suture.diff.model.Status;
import dev.suture.elf.ElfBuilder;
import dev.suture.elf.ElfFile;
import dev.suture.elf.Machine;
import dev.suture.elf.Section;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reports for tests: changes of an empty object, with names and reasons only. */
public final class Changes {
    private static final ElfFile EMPTY =
            ElfFile.of("a.o", new ElfBuilder(Machine.X86_64, ByteOrder.LITTLE_ENDIAN).build());
    private static final Section SECTION = EMPTY.sections().getFirst();

    private Changes() {}

    public static Change changed(ItemKind kind, String name, String reason) {
        return Change.changed(item(kind, name), item(kind, name), "exact-name", List.of(new Reason(reason, "")), 1);
    }

    public static Change added(ItemKind kind, String name) {
        return Change.added(item(kind, name), new Reason("added", ""));
    }

    private static Item item(ItemKind kind, String name) {
        return new Item(kind, name, Item.Origin.NAMED, SECTION, 0, 16, Optional.empty(), List.of());
    }

    public static ObjectDiff object(String name, Change... changes) {
        ObjectItems items = ObjectItems.of(EMPTY);
        Comparison comparison = new Comparison(items, items, Correlator.correlate(items, items));
        return new ObjectDiff(name, Status.CHANGED, comparison, List.of(changes), List.of(), 0);
    }

    public static DiffReport report(ObjectDiff... objects) {
        return new DiffReport("base", "patched", List.of(objects), 0, Duration.ZERO);
    }
}
