package dev.suture.upatch.build;

import dev.suture.diff.extract.Extraction;
import dev.suture.diff.extract.Part;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.elf.Machine;
import dev.suture.elf.Symbol;
import dev.suture.plugin.PatchException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses, when the patch is made, contents that would not do in a running process what they do in a program. */
final class ExtractionCheck {
    private static final long PAGE = 4096;

    private final TargetElf target;

    ExtractionCheck(TargetElf target) {
        this.target = target;
    }

    /**
     * @throws PatchException (REFUSED) for the first part that cannot be carried
     */
    void check(Extraction extraction, List<ObjectDiff> objects) {
        Map<String, ObjectItems> patched = new HashMap<>();
        objects.forEach(o -> patched.put(o.name(), o.comparison().patched()));
        for (Part part : extraction.parts()) {
            ObjectItems items = patched.get(part.object());
            checkAlignment(part);
            checkMoved(part);
            checkOwnSection(part, items);
            checkAnchors(part, items);
        }
    }

    private static void checkAlignment(Part part) {
        long alignment = part.item().section().effectiveAlignment();
        if (alignment > PAGE || Long.bitCount(alignment) != 1) {
            throw refused(
                    "alignment-unsupported",
                    "%s of %s has to be aligned to %d bytes; a patch begins at a page of %d."
                            .formatted(part.item().name(), part.object(), alignment, PAGE),
                    "Ask for an alignment of at most %d bytes.".formatted(PAGE));
        }
    }

    /** A new symbol the target already has was moved between objects: unchanged code would go on using the first. */
    private void checkMoved(Part part) {
        boolean isNew = part.role() == Part.Role.NEW_DATA || part.role() == Part.Role.NEW_FUNCTION;
        Item item = part.item();
        boolean shared = item.kind() == ItemKind.FUNCTION
                && item.symbol().filter(s -> s.binding() == Symbol.Binding.WEAK).isPresent();
        if (isNew
                && !item.isLocal()
                && !shared
                && target.symbols().global(item.name()).isPresent()) {
            throw refused(
                    "symbol-moved",
                    "%s is new in %s, but %s has it already from another object; there would be two of it."
                            .formatted(item.name(), part.object(), target.name()),
                    "Leave %s in the object that defines it in the base build, or give the new one another name."
                            .formatted(item.name()));
        }
    }

    /**
     * Assemblers settle calls within a section for good, and switch tables hold distances from where they start: neither
     * says which function it leads to, so one of several functions in a section cannot be taken out of it.
     */
    private static void checkOwnSection(Part part, ObjectItems items) {
        if (part.item().kind() == ItemKind.FUNCTION
                && items.in(part.item().section()).size() > 1) {
            throw refused(
                    "function-sections-missing",
                    "%s of %s lies in section %s together with other functions and cannot be taken out of it."
                            .formatted(
                                    part.item().name(),
                                    part.object(),
                                    part.item().section().name()),
                    "Build with -ffunction-sections -fdata-sections.");
        }
    }

    /**
     * AArch64 code reaches data by distances from other data of the same section. These hold in the patch, or from there
     * to the target, only within one datum.
     */
    private static void checkAnchors(Part part, ObjectItems items) {
        if (items.file().header().machine() != Machine.AARCH64) {
            return;
        }
        Set<Long> relocated = new HashSet<>();
        items.linkedReferences(part.item()).forEach(r -> relocated.add(r.offset()));
        for (Reference reference : items.references(part.item())) {
            if (!relocated.contains(reference.offset())
                    && reference.target() instanceof Target.Defined(Item item, long delta)
                    && item.kind() != ItemKind.FUNCTION
                    && items.in(item.section()).size() > 1) {
                throw refused(
                        "data-sections-missing",
                        "%s of %s reaches %s by its distance from other data of section %s."
                                .formatted(
                                        part.item().name(),
                                        part.object(),
                                        item.name(),
                                        item.section().name()),
                        "Build with -ffunction-sections -fdata-sections.");
            }
        }
    }

    private static PatchException refused(String id, String message, String remedy) {
        return new PatchException(PatchException.Kind.REFUSED, id, message, remedy);
    }
}
