package dev.suture.diff;

import dev.suture.diff.correlate.Correlator;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.elf.ElfFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/**
 * The objects that a comparison found equal byte for byte and so did not open: needed by whoever asks for more than the
 * differences, such as who calls what.
 *
 * @param objects the objects, each as one that does not differ from itself
 * @param unread the names of those that could not be read
 */
public record Untouched(List<ObjectDiff> objects, List<String> unread) {
    public Untouched {
        objects = List.copyOf(objects);
        unread = List.copyOf(unread);
    }

    /**
     * Opens them where the report says that they are; what was built anew meanwhile is read as it is now.
     *
     * @throws DiffException if the inputs are no longer there
     * @throws CancellationException if the progress asks for it
     */
    public static Untouched of(DiffReport report, DiffProgress progress) {
        Set<String> compared = report.objects().stream().map(ObjectDiff::name).collect(Collectors.toSet());
        List<ObjectDiff> objects = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        if (report.identical() == 0) {
            return new Untouched(objects, unread);
        }
        for (Pairs.Pair pair : Pairs.of(Path.of(report.base()), Path.of(report.patched()))) {
            if (progress.cancelled()) {
                throw new CancellationException("opening the objects was cancelled");
            }
            Optional<Side> side = pair.patched().filter(s -> !compared.contains(pair.name()));
            try {
                side.ifPresent(s -> objects.add(same(pair.name(), ObjectItems.of(s.open()))));
            } catch (ElfFormatException e) {
                unread.add(pair.name());
            }
        }
        return new Untouched(objects, unread);
    }

    private static ObjectDiff same(String name, ObjectItems items) {
        Comparison comparison = new Comparison(items, items, Correlator.correlate(items, items));
        return new ObjectDiff(
                name,
                Status.UNCHANGED,
                comparison,
                List.of(),
                List.of(),
                items.named().size());
    }
}
