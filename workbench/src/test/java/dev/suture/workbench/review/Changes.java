package dev.suture.workbench.review;

import dev.suture.diff.correlate.Correlator;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.Finding;
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

/** Reports for tests: changes of an object of nothing but bytes, with names and reasons only. */
public final class Changes {
    private static final int SIZE = 16;
    private static final ElfFile EMPTY = file();
    private static final Section SECTION = EMPTY.sections().stream()
            .filter(s -> s.name().equals(".bytes"))
            .findFirst()
            .orElseThrow();

    private static ElfFile file() {
        byte[] bytes = new byte[64 * SIZE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i / SIZE);
        }
        ElfBuilder builder = new ElfBuilder(Machine.X86_64, ByteOrder.LITTLE_ENDIAN);
        builder.addSection(".bytes", Section.PROGBITS, 0, 1, 0, bytes);
        return ElfFile.of("a.o", builder.build());
    }

    private Changes() {}

    public static Change changed(ItemKind kind, String name, String reason) {
        return Change.changed(item(kind, name), item(kind, name), "exact-name", List.of(new Reason(reason, "")), 1);
    }

    public static Change added(ItemKind kind, String name) {
        return Change.added(item(kind, name), new Reason("added", ""));
    }

    public static Change deleted(ItemKind kind, String name) {
        return Change.deleted(item(kind, name), new Reason("deleted", ""));
    }

    /** A function whose patched side holds bytes of this value. */
    public static Change edited(String name, int value) {
        return Change.changed(
                item(ItemKind.FUNCTION, name),
                item(ItemKind.FUNCTION, name, value),
                "exact-name",
                List.of(new Reason("code-changed", "")),
                0.5);
    }

    private static Item item(ItemKind kind, String name) {
        return item(kind, name, 0);
    }

    private static Item item(ItemKind kind, String name, int value) {
        return new Item(kind, name, Item.Origin.NAMED, SECTION, (long) value * SIZE, SIZE, Optional.empty(), List.of());
    }

    /** The same object with findings. */
    public static ObjectDiff with(ObjectDiff object, Finding... findings) {
        return new ObjectDiff(
                object.name(),
                object.status(),
                object.comparison(),
                object.changes(),
                List.of(findings),
                object.unchanged());
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
