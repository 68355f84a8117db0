package dev.suture.diff.judge;

import static dev.suture.diff.model.Severity.BLOCKER;
import static dev.suture.diff.model.Severity.NOTE;
import static dev.suture.diff.model.Severity.WARNING;

import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ItemName;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.Status;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules every userspace hot patch has to pass. */
public final class UserspaceRules {
    /** Length in bytes of the shortest jump that reaches a patch on x86-64: {@code e9 rel32}. */
    private static final int SHORTEST_JUMP = 5;

    private UserspaceRules() {}

    public static List<Rule> all() {
        List<Rule> rules = new ArrayList<>(List.of(
                each(UserspaceRules::tooSmall),
                each(UserspaceRules::ifunc),
                each(UserspaceRules::aliasGone),
                each(UserspaceRules::deleted),
                (comparison, changes) -> uncertainState(changes),
                (comparison, changes) -> uncertainLambdas(changes)));
        rules.addAll(DataRules.all());
        rules.addAll(InterfaceRules.all());
        return List.copyOf(rules);
    }

    static Rule each(Function<Change, Optional<Finding>> rule) {
        return (comparison, changes) ->
                changes.stream().map(rule).flatMap(Optional::stream).toList();
    }

    private static Optional<Finding> tooSmall(Change change) {
        boolean hasEntry = change.kind() == ItemKind.FUNCTION && !ItemName.isColdPart(change.name());
        return hasEntry && change.status() == Status.CHANGED && change.baseSize() < SHORTEST_JUMP
                ? Optional.of(new Finding(
                        "function-too-small",
                        BLOCKER,
                        change.name(),
                        "Function %s has %d bytes; the jump to its replacement needs %d and would overwrite what follows."
                                .formatted(change.name(), change.baseSize(), SHORTEST_JUMP),
                        "Patch the callers of %s instead.".formatted(change.name())))
                : Optional.empty();
    }

    private static Optional<Finding> ifunc(Change change) {
        // The resolver is at the same place; which of both names the item is the compiler's choice.
        boolean indirect = Stream.concat(change.item().symbol().stream(), change.item().aliases().stream())
                .anyMatch(s -> s.type() == Symbol.Type.IFUNC);
        return indirect && change.status() != Status.DELETED
                ? Optional.of(new Finding(
                        "ifunc",
                        BLOCKER,
                        change.name(),
                        "%s is an indirect function; its resolver ran when the process started."
                                .formatted(change.name()),
                        "Patch the functions the resolver chooses from."))
                : Optional.empty();
    }

    /**
     * A static local that is gone while another function has a new one of the same name may be the same variable, moved
     * by inlining, or not.
     */
    private static List<Finding> uncertainState(List<Change> changes) {
        Set<String> gone = changes.stream()
                .filter(c -> c.status() == Status.DELETED && isStaticLocal(c))
                .map(c -> ItemName.stem(c.name()))
                .collect(Collectors.toSet());
        return changes.stream()
                .filter(c -> c.status() == Status.ADDED && isStaticLocal(c))
                .filter(c -> gone.contains(ItemName.stem(c.name())))
                .map(c -> new Finding(
                        "static-local-uncertain",
                        BLOCKER,
                        c.name(),
                        "It is not certain whether static local %s is a new variable or one the base build has in another function or place."
                                .formatted(c.name()),
                        "Give a new variable a new name, and leave the others in their functions."))
                .toList();
    }

    /**
     * Lambdas have numbers for names: one more in front renumbers those behind
     * it, and objects that already live in the process would run another one's code.
     */
    private static List<Finding> uncertainLambdas(List<Change> changes) {
        Set<String> comeOrGone = changes.stream()
                .filter(c -> c.status() != Status.CHANGED)
                .flatMap(c -> lambdaStem(c).stream())
                .collect(Collectors.toSet());
        return changes.stream()
                .filter(c -> c.status() == Status.CHANGED)
                .filter(c -> lambdaStem(c).filter(comeOrGone::contains).isPresent())
                .map(c -> new Finding(
                        "lambda-uncertain",
                        BLOCKER,
                        c.name(),
                        "It is not certain which lambda of its function %s is: one was added or removed, which renumbers the others."
                                .formatted(c.name()),
                        "Put the new lambda behind the others of its function, or make it a named function."))
                .toList();
    }

    private static Optional<String> lambdaStem(Change change) {
        return change.kind() == ItemKind.FUNCTION ? LambdaName.stem(change.name()) : Optional.empty();
    }

    private static boolean isStaticLocal(Change change) {
        return change.kind() == ItemKind.DATA
                && change.item().isNamed()
                && change.item().isLocal()
                && change.item().section().has(Section.WRITE)
                && !ItemName.stem(change.name()).equals(change.name());
    }

    private static Optional<Finding> aliasGone(Change change) {
        return change.reasons().stream()
                .filter(r -> r.id().equals("alias-gone"))
                .findFirst()
                .map(r -> new Finding(
                        "alias-gone",
                        WARNING,
                        change.name(),
                        "%s lost one of its names. A hot patch replaces code and no names: who calls it by that name in a running process goes on doing so."
                                .formatted(change.name()),
                        "Keep the name, and change what the function does instead."));
    }

    private static Optional<Finding> deleted(Change change) {
        if (change.status() != Status.DELETED) {
            return Optional.empty();
        }
        boolean function = change.kind() == ItemKind.FUNCTION;
        return Optional.of(new Finding(
                function ? "function-deleted" : "data-deleted",
                function && !change.item().isLocal() ? WARNING : NOTE,
                change.name(),
                "%s %s is gone from the patched build; the running process keeps it."
                        .formatted(function ? "Function" : "Datum", change.name()),
                "Nothing, if no other object refers to it."));
    }
}
