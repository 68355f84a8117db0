package dev.suture.diff;

import dev.suture.diff.correlate.Correlator;
import dev.suture.diff.correlate.Pairing;
import dev.suture.diff.explain.Explainer;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Sides;
import dev.suture.diff.judge.Rule;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfHeader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Compares two versions of one object file. Stateless but for its rules, and safe for use by several threads. */
public final class DiffEngine {
    private static final Comparator<Change> ORDER =
            Comparator.comparing(Change::kind).thenComparing(Change::name).thenComparing(Change::status);

    private final List<Rule> rules;
    private final DiffOptions options;

    public DiffEngine(List<Rule> rules) {
        this(rules, DiffOptions.DEFAULT);
    }

    public DiffEngine(List<Rule> rules, DiffOptions options) {
        this.rules = List.copyOf(rules);
        this.options = options;
    }

    /**
     * @param name what people know the object by
     * @throws DiffException if the two cannot be compared: linked files, or two machines
     * @throws dev.suture.elf.ElfFormatException if one of them is malformed
     */
    public ObjectDiff compare(String name, ElfFile base, ElfFile patched) {
        checkComparable(base, patched);
        Sides<ObjectItems> items = Sides.together(() -> ObjectItems.of(base), () -> ObjectItems.of(patched));
        return compare(name, Status.CHANGED, items.base(), items.patched());
    }

    /** Everything of an object that only the patched build has is ADDED. */
    public ObjectDiff added(String name, ElfFile patched) {
        return compare(name, Status.ADDED, ObjectItems.none(patched), ObjectItems.of(patched));
    }

    /** Everything of an object that only the base build has is DELETED. */
    public ObjectDiff deleted(String name, ElfFile base) {
        return compare(name, Status.DELETED, ObjectItems.of(base), ObjectItems.none(base));
    }

    private ObjectDiff compare(String name, Status status, ObjectItems baseItems, ObjectItems patchedItems) {
        Pairing pairing =
                Correlator.correlate(baseItems, patchedItems, options.hand().of(name));
        Comparison comparison = new Comparison(baseItems, patchedItems, pairing);
        boolean lineNumberFilter = options.lineNumberFilter().appliesTo(patchedItems.file());
        List<Change> changes =
                new ArrayList<>(new Explainer(comparison, lineNumberFilter).explain(new Changes(comparison).find()));
        changes.sort(ORDER);
        List<Change> counting = changes.stream().filter(Change::counts).toList();
        List<Finding> findings = rules.stream()
                .flatMap(r -> r.judge(comparison, counting).stream())
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
        long named = patchedItems.named().size();
        long present = changes.stream()
                .filter(c -> c.status() != Status.DELETED && c.item().isNamed())
                .count();
        return new ObjectDiff(
                name,
                status == Status.CHANGED && counting.isEmpty() ? Status.UNCHANGED : status,
                comparison,
                changes,
                findings,
                (int) (named - present));
    }

    private static void checkComparable(ElfFile base, ElfFile patched) {
        boolean relocatable = base.header().type() == ElfHeader.Type.RELOCATABLE;
        if (relocatable != (patched.header().type() == ElfHeader.Type.RELOCATABLE)) {
            throw new DiffException("One of %s and %s is an object file and the other is linked; give two of a kind."
                    .formatted(base.name(), patched.name()));
        }
        if (base.header().machineNumber() != patched.header().machineNumber()) {
            throw new DiffException("%s is for %s and %s for %s; both sides must be built for one machine."
                    .formatted(
                            base.name(),
                            base.header().machine().label(),
                            patched.name(),
                            patched.header().machine().label()));
        }
        for (ElfFile file : List.of(base, patched)) {
            if (file.symbols().isEmpty()) {
                throw new DiffException(
                        "%s is stripped: it has no symbols that say where its functions are.".formatted(file.name()));
            }
        }
    }
}
