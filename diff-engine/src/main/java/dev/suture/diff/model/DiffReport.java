package dev.suture.diff.model;

import dev.suture.diff.item.ItemKind;
import java.time.Duration;
import java.util.List;

/**
 * The difference between two object files or two folders of them.
 *
 * @param base path of the base, as it was given
 * @param patched path of the patched side, as it was given
 * @param objects the objects that differ or could not be told the same by their bytes, by name
 * @param identical how many pairs were equal byte for byte and so were not opened
 * @param elapsed wall time of the comparison
 */
public record DiffReport(String base, String patched, List<ObjectDiff> objects, int identical, Duration elapsed) {
    public DiffReport {
        objects = List.copyOf(objects);
    }

    public boolean hasDifferences() {
        return objects.stream().anyMatch(o -> o.status() != Status.UNCHANGED);
    }

    public boolean patchable() {
        return objects.stream().allMatch(ObjectDiff::patchable);
    }

    public long count(ItemKind kind, Status status) {
        return objects.stream().mapToLong(o -> o.count(kind, status)).sum();
    }
}
