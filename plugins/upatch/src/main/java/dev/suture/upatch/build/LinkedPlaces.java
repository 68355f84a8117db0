package dev.suture.upatch.build;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.elf.AArch64;
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
                List<Reference> references = base.linkedReferences(from);
                for (int i = 0; i < references.size(); i++) {
                    List<Reference> upTo = references.subList(0, i + 1);
                    if (references.get(i).target() instanceof Target.Defined(Item to, long delta) && to == wanted) {
                        addressOf(from, seen)
                                .flatMap(a -> place(a, upTo, delta))
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

    /** @param upTo the references of the function up to the one that is asked */
    private Optional<Long> place(long function, List<Reference> upTo, long delta) {
        Reference reference = upTo.getLast();
        long at = function + reference.offset();
        long distance = reference.addend() + delta;
        return switch (target.header().machine()) {
            case X86_64 ->
                switch (X86_64.of(reference.type())) {
                    case R_X86_64_PC32, R_X86_64_PLT32 -> Optional.of(at + word(at) - distance);
                    case R_X86_64_32, R_X86_64_32S -> Optional.of(word(at) - distance);
                    default -> Optional.empty();
                };
            case AARCH64 ->
                switch (AArch64.of(reference.type())) {
                    case R_AARCH64_CALL26, R_AARCH64_JUMP26 -> Optional.of(at + (word(at) << 38 >> 36) - distance);
                    case R_AARCH64_ADD_ABS_LO12_NC ->
                        page(function, upTo).map(p -> p + (word(at) >> 10 & 0xfff) - distance);
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }

    /** What the adrp gives that the last reference completes: the nearest before it that leads to the same place. */
    private Optional<Long> page(long function, List<Reference> upTo) {
        Reference low = upTo.getLast();
        for (int i = upTo.size() - 2; i >= 0; i--) {
            Reference high = upTo.get(i);
            if (AArch64.of(high.type()) == AArch64.R_AARCH64_ADR_PREL_PG_HI21
                    && high.target().equals(low.target())
                    && high.addend() == low.addend()) {
                long at = function + high.offset();
                long word = word(at);
                // Linkers turn an adrp into an adr to get around an erratum of Cortex-A53: bit 31 tells.
                long immediate = word << 40 >> 45 << 2 | word >> 29 & 3;
                return word < 0 ? Optional.of((at & -4096) + (immediate << 12)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private long word(long at) {
        return ByteBuffer.wrap(target.bytesAt(at, Integer.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN)
                .getInt();
    }
}
