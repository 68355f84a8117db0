package dev.suture.upatch.build;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.elf.ElfFile;
import dev.suture.elf.Symbol;
import dev.suture.elf.X86_64;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the linker placed what an object's code refers to, read back from the code of the target. It tells apart local
 * symbols of equal names from source files of equal names: only global functions, of which there is one, are asked, and
 * what they lead to.
 */
final class LinkedPlaces {
    private final ElfFile target;
    private final ObjectItems base;
    private final BaseCheck check;
    private final TargetSymbols symbols;

    LinkedPlaces(ElfFile target, ObjectItems base, BaseCheck check, TargetSymbols symbols) {
        this.target = target;
        this.base = base;
        this.check = check;
        this.symbols = symbols;
    }

    /** Those of the candidates that the object's code leads to; none if it does not say. */
    List<Symbol> narrow(Item item, List<Symbol> candidates) {
        Set<Long> places = new HashSet<>();
        collect(item, places, new HashSet<>());
        return candidates.stream().filter(s -> places.contains(s.value())).toList();
    }

    private void collect(Item wanted, Set<Long> places, Set<String> seen) {
        for (Item from : base.named()) {
            if (from.kind() == ItemKind.FUNCTION && from != wanted) {
                for (Reference reference : base.references(from)) {
                    if (reference.target() instanceof Target.Defined(Item to, long delta) && to == wanted) {
                        addressOf(from, seen)
                                .flatMap(a -> place(a, reference, delta))
                                .ifPresent(places::add);
                    }
                }
            }
        }
    }

    /** Where a function of the object stands: known for global ones, worked out from their callers for others. */
    private Optional<Long> addressOf(Item function, Set<String> seen) {
        if (!function.isLocal()) {
            return symbols.global(function.name())
                    .filter(s -> check.isSame(base, function, s))
                    .map(Symbol::value);
        }
        if (!seen.add(function.name())) {
            return Optional.empty();
        }
        Set<Long> places = new HashSet<>();
        collect(function, places, seen);
        return places.size() == 1 ? Optional.of(places.iterator().next()) : Optional.empty();
    }

    private Optional<Long> place(long function, Reference reference, long delta) {
        long at = function + reference.offset();
        long stored = ByteBuffer.wrap(target.bytesAt(at, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
        return switch (X86_64.of(reference.type())) {
            case R_X86_64_PC32, R_X86_64_PLT32 -> Optional.of(at + stored - reference.addend() - delta);
            case R_X86_64_32, R_X86_64_32S -> Optional.of(stored - reference.addend() - delta);
            default -> Optional.empty();
        };
    }
}
