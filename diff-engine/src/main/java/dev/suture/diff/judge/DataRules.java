package dev.suture.diff.judge;

import static dev.suture.diff.model.Severity.BLOCKER;
import static dev.suture.diff.model.Severity.WARNING;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.Reason;
import dev.suture.diff.model.Status;
import dev.suture.elf.Section;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules about what a running process already holds: data, thread-local storage, and what ran at its start. */
final class DataRules {
    /** Reasons about what others know an item by, which leave the item itself as it is. */
    private static final Set<String> OF_SYMBOL = Set.of("binding-changed", "visibility-changed", "alias-gone");

    private DataRules() {}

    static List<Rule> all() {
        return List.of(
                UserspaceRules.each(DataRules::dataChanged),
                UserspaceRules.each(DataRules::symbolChanged),
                UserspaceRules.each(DataRules::startupTable),
                UserspaceRules.each(DataRules::newThreadLocal),
                DataRules::initialisers);
    }

    private static boolean isStartupTable(Item item) {
        return switch (item.section().type()) {
            case Section.INIT_ARRAY, Section.FINI_ARRAY, Section.PREINIT_ARRAY -> true;
            default -> false;
        };
    }

    private static boolean all(Change change, Set<String> reasons) {
        return change.reasons().stream().map(Reason::id).allMatch(reasons::contains);
    }

    private static Optional<Finding> dataChanged(Change change) {
        boolean isData = change.kind() == ItemKind.DATA && change.status() == Status.CHANGED;
        if (!isData || isStartupTable(change.item()) || all(change, OF_SYMBOL)) {
            return Optional.empty();
        }
        String id;
        String text;
        if (isThreadLocal(change)) {
            id = "tls-changed";
            text =
                    "%s is thread-local before or after the change; the threads of running processes have their own already."
                            .formatted(change.name());
        } else if (change.baseSize() != change.patchedSize()) {
            id = "data-size-changed";
            text =
                    "The size of existing data %s changed from %d to %d bytes; running processes already hold it in the old size."
                            .formatted(change.name(), change.baseSize(), change.patchedSize());
        } else if (all(change, Set.of("section-changed", "alignment-changed", "binding-changed"))) {
            id = "data-section-changed";
            text =
                    "Existing data %s lies elsewhere now; running processes hold it where it was, with the access and alignment it has there."
                            .formatted(change.name());
        } else {
            id = "data-changed";
            text = "The initial value of existing data %s changed; running processes already hold it, perhaps modified."
                    .formatted(change.name());
        }
        return Optional.of(new Finding(
                id,
                BLOCKER,
                change.name(),
                text,
                "Leave %s as it is and let the patched code use a new variable or constant instead."
                        .formatted(change.name())));
    }

    private static boolean isThreadLocal(Change change) {
        return change.base().filter(i -> i.section().has(Section.TLS)).isPresent()
                || change.patched().filter(i -> i.section().has(Section.TLS)).isPresent();
    }

    private static Optional<Finding> symbolChanged(Change change) {
        return change.reasons().stream()
                .filter(r -> r.id().equals("binding-changed") || r.id().equals("visibility-changed"))
                .findFirst()
                .map(r -> new Finding(
                        "symbol-changed",
                        WARNING,
                        change.name(),
                        "Who can refer to %s changed. A hot patch replaces code and no names: other files of a running process go on as they were linked."
                                .formatted(change.name()),
                        "Nothing, if no other object or library refers to it by name."));
    }

    private static Optional<Finding> startupTable(Change change) {
        return isStartupTable(change.item())
                ? Optional.of(new Finding(
                        "constructor-changed",
                        BLOCKER,
                        change.name(),
                        "What runs at program start or end (%s) changed; in a running process that is over or cannot be replaced."
                                .formatted(change.item().section().name()),
                        "Take the change of constructors or destructors out of the patch."))
                : Optional.empty();
    }

    private static Optional<Finding> newThreadLocal(Change change) {
        return change.kind() == ItemKind.DATA
                        && change.status() == Status.ADDED
                        && change.item().section().has(Section.TLS)
                ? Optional.of(new Finding(
                        "tls-added",
                        BLOCKER,
                        change.name(),
                        "%s is a new thread-local variable; running threads have no room for it."
                                .formatted(change.name()),
                        "Use a table keyed by the thread id, or an existing thread-local variable."))
                : Optional.empty();
    }

    /** Functions that the table of what runs at start leads to (ELF gABI, "Initialization and Termination Functions"). */
    private static List<Finding> initialisers(Comparison comparison, List<Change> changes) {
        Set<Item> started = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Section section : comparison.patched().file().sections()) {
            if (section.type() == Section.INIT_ARRAY || section.type() == Section.PREINIT_ARRAY) {
                comparison.patched().in(section).stream()
                        .flatMap(i -> comparison.patched().references(i).stream())
                        .map(Reference::target)
                        .forEach(t -> {
                            if (t instanceof Target.Defined(Item item, long delta)) {
                                started.add(item);
                            }
                        });
            }
        }
        return changes.stream()
                .filter(c -> c.status() == Status.CHANGED
                        && c.patched().filter(started::contains).isPresent())
                .map(c -> new Finding(
                        "initialiser-changed",
                        WARNING,
                        c.name(),
                        "%s runs at program start, which is over in a running process: its change has no effect there."
                                .formatted(c.name()),
                        "Let a function that still runs do what is needed, or restart the process."))
                .toList();
    }
}
