package dev.suture.upatch.build;

import static dev.suture.plugin.PatchException.Kind.REFUSED;

import dev.suture.diff.compare.ReferenceNames;
import dev.suture.diff.extract.Extraction;
import dev.suture.diff.extract.Link;
import dev.suture.diff.extract.Part;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemName;
import dev.suture.elf.Symbol;
import dev.suture.plugin.PatchException;
import dev.suture.upatch.format.PatchMetadata.ColdPart;
import dev.suture.upatch.format.UpatchFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Which function of the target each replacement stands in for. */
final class Replacements {
    private final TargetElf target;
    private final Map<String, ObjectInTarget> objects;

    Replacements(TargetElf target, Map<String, ObjectInTarget> objects) {
        this.target = target;
        this.objects = objects;
    }

    /**
     * One entry for each function of the target. Weak functions stand in several objects, of which the linker took one:
     * the further ones are left out if their replacements are the same.
     *
     * @throws PatchException (REFUSED) if the target has no such function, or it has two different replacements
     */
    SequencedMap<Part, UpatchFunction> of(Extraction extraction) {
        SequencedMap<Part, UpatchFunction> result = new LinkedHashMap<>();
        Map<Long, Part> taken = new HashMap<>();
        for (Part part : extraction.replacements()) {
            UpatchFunction function = function(part);
            Part first = taken.putIfAbsent(function.oldAddress(), part);
            if (first == null) {
                result.put(part, function);
            } else if (!isSame(first, part)) {
                throw new PatchException(
                        REFUSED,
                        "replacement-ambiguous",
                        "%s and %s both define %s, and their patched versions differ; which one the program uses is unknown."
                                .formatted(first.object(), part.object(), function.name()),
                        "Change the function in the same way in all objects that define it.");
            }
        }
        return result;
    }

    /** The parts of replaced functions that the compiler moved away: they jump back into them. */
    List<ColdPart> coldParts(Extraction extraction) {
        List<ColdPart> result = new ArrayList<>();
        for (Part part : extraction.replacements()) {
            ObjectInTarget object = objects.get(part.object());
            String name = part.replaces().orElseThrow().name();
            for (Item item : object.object().comparison().base().named()) {
                if (ItemName.isColdPart(item.name())
                        && ItemName.parent(item.name()).filter(name::equals).isPresent()) {
                    Symbol symbol = object.find(item).orElseThrow(() -> notInTarget(object, item));
                    result.add(new ColdPart(item.name(), symbol.value(), symbol.size()));
                }
            }
        }
        return result;
    }

    private UpatchFunction function(Part part) {
        ObjectInTarget object = objects.get(part.object());
        Item base = part.replaces().orElseThrow();
        Symbol symbol = object.find(base).orElseThrow(() -> notInTarget(object, base));
        return new UpatchFunction(
                base.name(),
                0,
                0,
                part.item().size(),
                symbol.value(),
                symbol.size(),
                target.symbols().position(symbol));
    }

    private static boolean isSame(Part one, Part other) {
        if (!Arrays.equals(one.item().bytes(), other.item().bytes())
                || one.links().size() != other.links().size()) {
            return false;
        }
        for (int i = 0; i < one.links().size(); i++) {
            Link link = one.links().get(i);
            Link second = other.links().get(i);
            if (link.reference().type() != second.reference().type()
                    || link.addend() != second.addend()
                    || !ReferenceNames.of(link.reference()).equals(ReferenceNames.of(second.reference()))) {
                return false;
            }
        }
        return true;
    }

    private PatchException notInTarget(ObjectInTarget object, Item base) {
        return new PatchException(
                REFUSED,
                "base-mismatch",
                object.isNamedInTarget(base)
                        ? "Function %s of %s differs from the one in %s: the target was not linked from these base objects."
                                .formatted(base.name(), object.object().name(), target.name())
                        : "Function %s of %s is not in %s."
                                .formatted(base.name(), object.object().name(), target.name()),
                "Build the base objects exactly as the target was built: same source, compiler and options.");
    }
}
