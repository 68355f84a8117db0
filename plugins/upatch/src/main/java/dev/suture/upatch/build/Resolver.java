package dev.suture.upatch.build;

import static dev.suture.plugin.PatchException.Kind.REFUSED;

import dev.suture.diff.extract.Destination;
import dev.suture.diff.item.Item;
import dev.suture.elf.Symbol;
import dev.suture.plugin.PatchException;
import dev.suture.upatch.format.UpatchSymbol;
import java.util.Map;
import java.util.Optional;

/** Says what a destination outside the patch is in the target. */
final class Resolver {
    private final TargetElf target;
    private final Map<String, ObjectInTarget> objects;

    /** @param objects the target's objects by their names in the comparison */
    Resolver(TargetElf target, Map<String, ObjectInTarget> objects) {
        this.target = target;
        this.objects = objects;
    }

    /**
     * @throws PatchException (REFUSED) if the target has no such item, or several
     */
    UpatchSymbol resolve(Destination destination) {
        return switch (destination) {
            case Destination.Existing(Item item, String object) -> existing(item, object);
            case Destination.Outside(String name, boolean weak) ->
                target.symbols()
                        .global(name)
                        .map(s -> bound(name, s))
                        // Bound by the dynamic linker, so it is found in the running process.
                        .orElseGet(() -> new UpatchSymbol(name, false, weak, 0, Symbol.Type.NONE));
            case Destination.Carried(var part) -> throw new IllegalArgumentException(part + " is in the patch");
            case Destination.Number() -> throw new IllegalArgumentException("a number needs no symbol");
        };
    }

    private UpatchSymbol existing(Item item, String object) {
        Optional<Symbol> found = Optional.ofNullable(objects.get(object)).flatMap(o -> o.find(item));
        return found.map(s -> bound(item.name(), s))
                .orElseThrow(() -> new PatchException(
                        REFUSED,
                        "symbol-not-in-target",
                        "The patch refers to %s of %s, which cannot be found for certain in %s."
                                .formatted(item.name(), object, target.name()),
                        "Give the objects and the unstripped target (or its debug file) of one and the same build."));
    }

    private static UpatchSymbol bound(String name, Symbol symbol) {
        return new UpatchSymbol(name, true, false, symbol.value(), symbol.type());
    }
}
