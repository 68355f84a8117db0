package dev.suture.diff.explain;

import dev.suture.diff.explain.Differences.Place;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.Status;
import dev.suture.elf.dwarf.InlinedCall;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds edited functions that have no code of their own, only inlined copies, so that there is no change of them to point
 * at. It takes a function that does the same but for the inlined one's part.
 */
final class InlinedEdits {
    private static final String SELF = "";

    private final Comparison comparison;
    private final DebugInfo base;
    private final DebugInfo patched;
    private final Set<String> withCode;

    InlinedEdits(Comparison comparison, DebugInfo base, DebugInfo patched) {
        this.comparison = comparison;
        this.base = base;
        this.patched = patched;
        this.withCode = comparison.patched().named().stream()
                .filter(i -> i.kind() == ItemKind.FUNCTION)
                .map(Item::name)
                .collect(Collectors.toSet());
    }

    /** The names of those that the changed functions give away. */
    Set<String> in(List<Change> changes) {
        Set<String> edited = new HashSet<>();
        for (Change change : changes) {
            if (change.kind() == ItemKind.FUNCTION && change.status() == Status.CHANGED) {
                Item one = change.base().orElseThrow();
                Item other = change.patched().orElseThrow();
                if (one.isZeroInitialised() || other.isZeroInitialised()) {
                    // A malformed file: there is no code in sections that hold no bytes.
                    continue;
                }
                List<InlinedCall> before = candidates(base.inlinedInto(one));
                List<InlinedCall> after = candidates(patched.inlinedInto(other));
                if (!before.isEmpty() && !after.isEmpty()) {
                    holdingAllDifferences(one, before, other, after)
                            .or(() -> differing(one, before, other, after))
                            .ifPresent(edited::add);
                }
            }
        }
        return edited;
    }

    /** What has code of its own is changed where that is, and nowhere else. */
    private List<InlinedCall> candidates(List<InlinedCall> calls) {
        return calls.stream()
                .filter(c -> !withCode.contains(Inlining.name(c)))
                .sorted(Comparator.comparingInt(InlinedCall::depth).reversed())
                .toList();
    }

    /** The innermost in whose code all differing instructions lie. */
    private Optional<String> holdingAllDifferences(
            Item one, List<InlinedCall> before, Item other, List<InlinedCall> after) {
        List<Place> places = Differences.between(comparison.base(), one, comparison.patched(), other);
        if (places.isEmpty()) {
            return Optional.empty();
        }
        Set<String> holdingBase = before.stream()
                .filter(b -> places.stream().allMatch(p -> base.covers(b, one, p.offset())))
                .map(Inlining::name)
                .collect(Collectors.toSet());
        return after.stream()
                .filter(c -> holdingBase.contains(Inlining.name(c)))
                .filter(c -> places.stream().allMatch(p -> patched.covers(c, other, p.offset())))
                .map(Inlining::name)
                .findFirst();
    }

    /**
     * The innermost whose instructions do something else, where those of the function around it do the same, if perhaps
     * more often. Where others are inlined than before, it is the function around them that was edited.
     */
    private Optional<String> differing(Item one, List<InlinedCall> before, Item other, List<InlinedCall> after) {
        if (!names(before).equals(names(after))) {
            return Optional.empty();
        }
        Map<String, Map<String, Integer>> left =
                InstructionShapes.byPiece(comparison.base(), one, offset -> pieceAt(base, before, one, offset));
        Map<String, Map<String, Integer>> right = InstructionShapes.byPiece(
                comparison.patched(), other, offset -> pieceAt(patched, after, other, offset));
        // One more way through the inlined function may repeat what follows it, so only what is done counts, not how
        // often.
        if (!done(left.getOrDefault(SELF, Map.of())).equals(done(right.getOrDefault(SELF, Map.of())))) {
            return Optional.empty();
        }
        List<InlinedCall> edited = after.stream()
                .filter(c -> !pieces(left, c).equals(pieces(right, c)))
                .toList();
        List<InlinedCall> otherwise = edited.stream()
                .filter(c -> !done(pieces(left, c)).equals(done(pieces(right, c))))
                .toList();
        List<InlinedCall> likely = otherwise.isEmpty() ? edited : otherwise;
        // What stands around an edit is arranged anew with it; two beside each other do not change each other.
        boolean certain = likely.stream()
                .skip(1)
                .allMatch(c -> c.depth() < likely.getFirst().depth()
                        || Inlining.name(c).equals(Inlining.name(likely.getFirst())));
        return certain ? likely.stream().findFirst().map(Inlining::name) : Optional.empty();
    }

    private static Map<String, Integer> pieces(Map<String, Map<String, Integer>> all, InlinedCall call) {
        return all.getOrDefault(Inlining.name(call), Map.of());
    }

    private static Set<String> names(List<InlinedCall> calls) {
        return calls.stream().map(Inlining::name).collect(Collectors.toSet());
    }

    private static Set<String> done(Map<String, Integer> shapes) {
        Set<String> result = new HashSet<>(shapes.keySet());
        result.removeIf(InstructionShapes::isGlue);
        return result;
    }

    private static String pieceAt(DebugInfo info, List<InlinedCall> innermostFirst, Item item, int offset) {
        return innermostFirst.stream()
                .filter(c -> info.covers(c, item, offset))
                .findFirst()
                .map(Inlining::name)
                .orElse(SELF);
    }
}
