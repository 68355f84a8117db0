package dev.suture.upatch.build;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.elf.Symbol;
import java.util.List;
import java.util.Optional;

/**
 * One compared object, seen as a part of the target: finds the target's symbols for the items of its base version. An
 * object counts as part of the target if one of its functions is found there byte for byte.
 */
final class ObjectInTarget {
    private final TargetElf target;
    private final ObjectDiff object;
    private final ObjectItems base;
    private final String sourceFile;
    private final BaseCheck check;

    ObjectInTarget(TargetElf target, ObjectDiff object) {
        this.target = target;
        this.object = object;
        this.base = object.comparison().base();
        this.check = new BaseCheck(target.file());
        this.sourceFile = base.file().symbols().stream()
                .filter(s -> s.type() == Symbol.Type.FILE)
                .findFirst()
                .map(Symbol::name)
                .orElse("");
    }

    ObjectDiff object() {
        return object;
    }

    /** Name of the source file, as its STT_FILE symbol has it; empty if it has none. */
    String sourceFile() {
        return sourceFile;
    }

    /** Whether the target names the source file among its own, or names none at all. */
    boolean sourceIsNamed() {
        return sourceFile.isEmpty()
                || target.symbols().hasFile(sourceFile)
                || !target.symbols().hasFiles();
    }

    boolean isLinkedIn() {
        List<Item> functions =
                base.named().stream().filter(i -> i.kind() == ItemKind.FUNCTION).toList();
        return functions.isEmpty()
                ? base.named().stream().anyMatch(i -> find(i).isPresent())
                : functions.stream().anyMatch(i -> find(i).isPresent()) || isNamedThroughout(functions);
    }

    /**
     * Whether the target has a source file and all functions of these names, if with other code: then the object belongs
     * to it, in another build, and its changes must not be passed over.
     */
    private boolean isNamedThroughout(List<Item> functions) {
        return !sourceFile.isEmpty()
                && target.symbols().hasFile(sourceFile)
                && functions.stream().allMatch(this::isNamedInTarget);
    }

    /** The target's symbol for an item of the base object; functions only if their code is the same. */
    Optional<Symbol> find(Item item) {
        List<Symbol> candidates = item.isLocal()
                ? target.symbols().local(item.name(), sourceFile)
                : target.symbols().global(item.name()).stream().toList();
        List<Symbol> matching = candidates.stream()
                .filter(s -> item.kind() == ItemKind.FUNCTION ? check.isSame(base, item, s) : hasSameSize(item, s))
                .toList();
        if (matching.size() > 1) {
            matching = new LinkedPlaces(target.file(), base, check, target.symbols()).narrow(item, matching);
        }
        // Two equal candidates cannot be told apart; taking either could mean another file's variable.
        return matching.size() == 1 ? Optional.of(matching.getFirst()) : Optional.empty();
    }

    private static boolean hasSameSize(Item item, Symbol inTarget) {
        return item.symbol().filter(s -> s.size() == inTarget.size()).isPresent();
    }

    /** Whether the target has the name at all, whatever its code. */
    boolean isNamedInTarget(Item item) {
        return item.isLocal()
                ? !target.symbols().local(item.name(), sourceFile).isEmpty()
                : target.symbols().global(item.name()).isPresent();
    }
}
