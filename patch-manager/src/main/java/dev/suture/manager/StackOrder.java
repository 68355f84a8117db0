package dev.suture.manager;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which patch lies over which where several replace the same function. In all processes it is the order in which they were
 * made active, so that a process which starts later can be made like the others.
 */
final class StackOrder {
    private final List<StoredPatch> stored;
    private final Function<StoredPatch, Deployment> deployment;

    /** @param stored all patches of the store */
    StackOrder(List<StoredPatch> stored, Function<StoredPatch, Deployment> deployment) {
        this.stored = stored;
        this.deployment = deployment;
    }

    /**
     * What forbids a plan.
     *
     * @param before patches that the same change will have dealt with by then
     */
    Optional<PatchException> obstacle(Transaction.Plan plan, Set<String> before) {
        if (plan.before() == PatchState.ACTIVED) {
            return over(plan, before);
        }
        return plan.steps().contains(Step.ACTIVE) ? under(plan, before) : Optional.empty();
    }

    private Optional<PatchException> over(Transaction.Plan plan, Set<String> before) {
        List<String> labels = plan.driver().overriddenBy(plan.patch().file(), plan.pid()).stream()
                .filter(id -> !before.contains(id))
                .map(this::label)
                .toList();
        if (labels.isEmpty()) {
            return Optional.empty();
        }
        String top = labels.getFirst();
        return Optional.of(overridden(
                "Patch %s cannot come off in process %d: %s, made active after it, replaces the same code and lies over it."
                        .formatted(plan.patch().label(), plan.pid(), String.join(", ", labels)),
                "`suture deactive %s` first; it can be made active again afterwards.".formatted(top)));
    }

    private Optional<PatchException> under(Transaction.Plan plan, Set<String> before) {
        WantedEntry mine = deployment.apply(plan.patch()).wanted();
        if (!mine.activeSomewhere()) {
            return Optional.empty(); // It goes on top of all.
        }
        for (StoredPatch other : laterThan(plan.patch(), mine.sequence())) {
            if (!before.contains(other.id()) && deployment.apply(other).stateIn(plan.pid()) == PatchState.ACTIVED) {
                return Optional.of(overridden(
                        "Patch %s cannot go into process %d now: it belongs below %s, which was made active after it, is active there already and replaces %s too."
                                .formatted(
                                        plan.patch().label(), plan.pid(), other.label(), common(plan.patch(), other)),
                        "`suture remove %1$s --pid %3$d`, then `suture apply %2$s --pid %3$d` and `suture apply %1$s --pid %3$d`."
                                .formatted(other.label(), plan.patch().label(), plan.pid())));
            }
        }
        return Optional.empty();
    }

    /** The patches that replace one of its functions and are to lie over it. */
    List<StoredPatch> laterThan(StoredPatch patch, long sequence) {
        List<StoredPatch> later = new ArrayList<>();
        for (StoredPatch other : overlapping(patch)) {
            if (deployment.apply(other).wanted().sequence() > sequence) {
                later.add(other);
            }
        }
        return later;
    }

    /** The other patches that replace one of its functions. */
    List<StoredPatch> overlapping(StoredPatch patch) {
        return stored.stream()
                .filter(other -> !other.id().equals(patch.id()) && other.overlaps(patch))
                .toList();
    }

    /** The functions that both replace. */
    static String common(StoredPatch one, StoredPatch other) {
        Set<Long> addresses = other.info().functions().stream()
                .map(PatchInfo.PatchedFunction::baseAddress)
                .collect(Collectors.toSet());
        return one.info().functions().stream()
                .filter(f -> addresses.contains(f.baseAddress()))
                .map(PatchInfo.PatchedFunction::name)
                .collect(Collectors.joining(", "));
    }

    private String label(String id) {
        return stored.stream()
                .filter(p -> p.id().equals(id))
                .map(StoredPatch::label)
                .findFirst()
                .orElse(id);
    }

    private static PatchException overridden(String message, String remedy) {
        return new PatchException(Kind.REFUSED, "overridden", message + " Nothing was changed.", remedy);
    }
}
