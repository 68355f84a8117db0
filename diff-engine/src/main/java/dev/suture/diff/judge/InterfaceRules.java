package dev.suture.diff.judge;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ItemName;
import dev.suture.diff.item.KernelObject;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.Severity;
import dev.suture.diff.model.Status;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.dwarf.DebugFunction;
import dev.suture.elf.dwarf.Dwarf;
import dev.suture.elf.dwarf.FunctionSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Rules about what holds a program together: signatures, compilers, and names others rely on. */
final class InterfaceRules {
    private InterfaceRules() {}

    static List<Rule> all() {
        return List.of(
                InterfaceRules::assemblySections,
                InterfaceRules::signatures,
                InterfaceRules::producers,
                InterfaceRules::deletedButReferredTo);
    }

    /**
     * Inline assembly may put records about its place into a section of its own, for a table that the linker makes or that
     * somebody reads at start. The kernel's own tables are the business of who makes livepatches.
     */
    private static List<Finding> assemblySections(Comparison comparison, List<Change> changes) {
        boolean kernel = KernelObject.is(comparison.patched().file());
        List<Finding> findings = new ArrayList<>();
        for (Change change : changes) {
            if (change.kind() == ItemKind.FUNCTION && change.status() != Status.DELETED) {
                Item item = change.patched().orElseThrow();
                comparison.patched().tableEntries(item).stream()
                        .filter(e -> !(kernel && e.standard()))
                        .map(e -> e.section().name())
                        .distinct()
                        .forEach(section -> findings.add(new Finding(
                                "assembly-section",
                                Severity.WARNING,
                                change.name(),
                                "Inline assembly of %s has records in section %s; a hot patch does not carry them, and who reads them in a running process goes on with those of the base."
                                        .formatted(change.name(), section),
                                "See what reads section %s, and patch the callers of %s instead if it matters."
                                        .formatted(section, change.name()))));
            }
        }
        return findings;
    }

    /** As far as debugging information shows. */
    private static List<Finding> signatures(Comparison comparison, List<Change> changes) {
        List<Change> functions = changes.stream()
                .filter(c -> c.kind() == ItemKind.FUNCTION && c.status() == Status.CHANGED)
                .filter(c -> !ItemName.isColdPart(c.name()))
                .toList();
        if (functions.isEmpty()) {
            return List.of();
        }
        List<Finding> findings = new ArrayList<>();
        for (Change change : functions) {
            Optional<FunctionSignature> before =
                    signature(comparison.base(), change.base().orElseThrow());
            Optional<FunctionSignature> after =
                    signature(comparison.patched(), change.patched().orElseThrow());
            if (before.isPresent() && after.isPresent() && !sameTypes(before.get(), after.get())) {
                findings.add(new Finding(
                        "signature-changed",
                        change.item().isLocal() ? Severity.NOTE : Severity.WARNING,
                        change.name(),
                        "What %s takes or returns changed from “%s” to “%s”; callers that are not replaced call it the old way."
                                .formatted(change.name(), before.get(), after.get()),
                        "See that all its callers are replaced too, or keep the signature and add a new function."));
            }
        }
        return findings;
    }

    private static boolean sameTypes(FunctionSignature one, FunctionSignature other) {
        return one.returnType().equals(other.returnType())
                && one.parameterTypes().equals(other.parameterTypes());
    }

    private static Optional<FunctionSignature> signature(ObjectItems items, Item item) {
        try {
            return items.debugFunction(item).map(DebugFunction::signature);
        } catch (ElfFormatException e) {
            // Debugging information that cannot be read tells nothing; the code was compared without it.
            return Optional.empty();
        }
    }

    private static List<Finding> producers(Comparison comparison, List<Change> changes) {
        if (changes.isEmpty()) {
            return List.of();
        }
        List<String> base = producers(comparison.base().dwarf());
        List<String> patched = producers(comparison.patched().dwarf());
        return base.isEmpty() || patched.isEmpty() || base.equals(patched)
                ? List.of()
                : List.of(new Finding(
                        "compiler-differs",
                        Severity.WARNING,
                        comparison.patched().file().name(),
                        "Base was made by “%s” and patched by “%s”; differences may be the compiler's."
                                .formatted(String.join("; ", base), String.join("; ", patched)),
                        "Build both sides with the same compiler and options."));
    }

    private static List<String> producers(Dwarf dwarf) {
        try {
            return dwarf.producers().stream().sorted().toList();
        } catch (ElfFormatException e) {
            return List.of();
        }
    }

    /** A name that is gone from the object but that the object still uses: somebody else has to define it now. */
    private static List<Finding> deletedButReferredTo(Comparison comparison, List<Change> changes) {
        Map<String, Change> deleted = changes.stream()
                .filter(c -> c.status() == Status.DELETED && c.item().isNamed())
                .collect(Collectors.toMap(Change::name, c -> c, (a, b) -> a));
        if (deleted.isEmpty()) {
            return List.of();
        }
        return comparison.patched().named().stream()
                .flatMap(i -> comparison.patched().references(i).stream())
                .map(Reference::target)
                .filter(Target.Undefined.class::isInstance)
                .map(t -> ((Target.Undefined) t).name())
                .distinct()
                .filter(deleted::containsKey)
                .map(name -> new Finding(
                        "deleted-but-referred-to",
                        Severity.WARNING,
                        name,
                        "%s is gone from this object, which still refers to it; it must have moved elsewhere."
                                .formatted(name),
                        "See that the object that defines it now is part of the comparison."))
                .toList();
    }
}
