package dev.suture.diff.compare;

import dev.suture.diff.correlate.Pairing;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.elf.Section;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Whether two references, or two items, mean the same. A reference is its target's identity and the distance from it:
 * where the compiler put a string, or what it numbered it, is no part of the meaning.
 */
public final class Meaning {
    /** How many pairs of nameless items are looked at; a real object has about one for each of them. */
    private static final long PAIRS_PER_ITEM = 16;

    private static final long FEWEST_PAIRS = 1000;

    private final ObjectItems base;
    private final ObjectItems patched;
    private final Pairing pairing;
    private final NamelessItems nameless;

    public Meaning(ObjectItems base, ObjectItems patched, Pairing pairing) {
        this.base = base;
        this.patched = patched;
        this.pairing = pairing;
        long items = (long) base.anonymous().size() + patched.anonymous().size();
        this.nameless = new NamelessItems(FEWEST_PAIRS + PAIRS_PER_ITEM * items, this::sameNameless);
    }

    /** Whether both references, one of each side, lead to the same thing. */
    public boolean same(Reference baseReference, Reference patchedReference) {
        return same(baseReference, patchedReference, nameless::same);
    }

    private boolean same(Reference baseReference, Reference patchedReference, BiPredicate<Item, Item> sameNameless) {
        return switch (baseReference.target()) {
            case Target.Undefined(String name) -> sameName(baseReference, patchedReference, name);
            case Target.Absolute(long value) ->
                patchedReference.target() instanceof Target.Absolute(long other)
                        && value + baseReference.addend() == other + patchedReference.addend();
            case Target.Defined(Item item, long delta) ->
                patchedReference.target() instanceof Target.Defined(Item other, long otherDelta)
                        ? samePlace(
                                item,
                                delta + baseReference.addend(),
                                other,
                                otherDelta + patchedReference.addend(),
                                sameNameless)
                        : sameName(baseReference, patchedReference, item.name());
        };
    }

    private boolean samePlace(
            Item baseItem, long at, Item patchedItem, long patchedAt, BiPredicate<Item, Item> sameNameless) {
        return at == patchedAt && sameItem(baseItem, patchedItem, sameNameless)
                || base.before(baseItem)
                        .filter(previous -> ends(previous, baseItem) && previous.size() == patchedItem.size())
                        .filter(previous ->
                                at + previous.size() == patchedAt && sameItem(previous, patchedItem, sameNameless))
                        .isPresent()
                || patched.before(patchedItem)
                        .filter(previous -> ends(previous, patchedItem) && previous.size() == baseItem.size())
                        .filter(previous ->
                                at == patchedAt + previous.size() && sameItem(baseItem, previous, sameNameless))
                        .isPresent();
    }

    /** A pointer behind the last element of an array is one to whatever follows it there. */
    private static boolean ends(Item item, Item next) {
        return item.kind() == ItemKind.DATA && item.offset() + item.size() == next.offset();
    }

    /** A function that moved to another object is still the function of that name. */
    private static boolean sameName(Reference baseReference, Reference patchedReference, String name) {
        return switch (patchedReference.target()) {
            case Target.Undefined(String other) ->
                name.equals(other) && baseReference.addend() == patchedReference.addend();
            case Target.Defined(Item item, long delta) ->
                !item.isLocal()
                        && item.name().equals(name)
                        && baseReference.addend() == delta + patchedReference.addend();
            case Target.Absolute(long value) -> false;
        };
    }

    private boolean sameItem(Item baseItem, Item patchedItem, BiPredicate<Item, Item> sameNameless) {
        if (baseItem.origin() != patchedItem.origin()) {
            return false;
        }
        return switch (baseItem.origin()) {
            case NAMED -> pairing.arePaired(baseItem, patchedItem);
            case LITERAL -> sameLiteral(baseItem, patchedItem);
            case ANONYMOUS -> sameNameless.test(baseItem, patchedItem);
        };
    }

    private static boolean sameLiteral(Item baseItem, Item patchedItem) {
        return baseItem.section().entrySize() == patchedItem.section().entrySize()
                && baseItem.size() == patchedItem.size()
                && baseItem.hasBytesOf(patchedItem);
    }

    /**
     * Nameless items have no identity but their contents, unless they can be written to. Zeros at the end may be padding
     * in front of what comes next, which is no part of them.
     */
    private boolean sameNameless(Item baseItem, Item patchedItem, BiPredicate<Item, Item> inner) {
        if (baseItem.section().has(Section.WRITE) && !pairing.arePaired(baseItem, patchedItem)) {
            return false;
        }
        List<Reference> baseReferences = base.references(baseItem);
        List<Reference> patchedReferences = patched.references(patchedItem);
        byte[] one = baseItem.isZeroInitialised() ? new byte[0] : contents(baseItem.bytes(), baseReferences);
        byte[] other = patchedItem.isZeroInitialised() ? new byte[0] : contents(patchedItem.bytes(), patchedReferences);
        return Arrays.equals(one, 0, significant(one), other, 0, significant(other))
                && sameReferences(baseReferences, patchedReferences, inner);
    }

    private static int significant(byte[] bytes) {
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return length;
    }

    /** Whether bytes and references of both items mean the same. */
    public boolean sameContents(Item baseItem, Item patchedItem) {
        List<Reference> baseReferences = base.references(baseItem);
        List<Reference> patchedReferences = patched.references(patchedItem);
        boolean same = sameBytes(baseItem, baseReferences, patchedItem, patchedReferences)
                && sameReferences(baseReferences, patchedReferences, nameless::same);
        return same
                || baseItem.kind() == ItemKind.FUNCTION
                        && !baseItem.isZeroInitialised()
                        && !patchedItem.isZeroInitialised()
                        && (isScanned(baseReferences) || isScanned(patchedReferences))
                        && new CodeMeaning(this, base.file().header().machine())
                                .same(baseItem.bytes(), baseReferences, patchedItem.bytes(), patchedReferences);
    }

    /** Whether both functions catch and clean up the same, as far as their code does not tell. */
    public boolean sameExceptionTables(Item baseFunction, Item patchedFunction) {
        Optional<Item> one = base.exceptionTable(baseFunction);
        Optional<Item> other = patched.exceptionTable(patchedFunction);
        return one.isPresent() == other.isPresent() && (one.isEmpty() || nameless.same(one.get(), other.orElseThrow()));
    }

    /** Whether there are references that the assembler or linker has resolved and perhaps given a shorter form. */
    private static boolean isScanned(List<Reference> references) {
        return references.stream().anyMatch(r -> r.width() > 0);
    }

    /** Whether the bytes are equal but for those that hold the values of references. */
    public boolean sameBytes(Item baseItem, Item patchedItem) {
        return sameBytes(baseItem, base.references(baseItem), patchedItem, patched.references(patchedItem));
    }

    private static boolean sameBytes(
            Item baseItem, List<Reference> baseReferences, Item patchedItem, List<Reference> patchedReferences) {
        if (baseItem.size() != patchedItem.size() || baseItem.isZeroInitialised() != patchedItem.isZeroInitialised()) {
            return false;
        }
        if (baseItem.isZeroInitialised()) {
            return true;
        }
        // Nearly all items are equal byte for byte, which is found out without a copy of them.
        return baseItem.hasBytesOf(patchedItem)
                || Arrays.equals(
                        contents(baseItem.bytes(), baseReferences), contents(patchedItem.bytes(), patchedReferences));
    }

    /** The bytes with the values of references blanked out, in place. */
    public static byte[] contents(byte[] bytes, List<Reference> references) {
        for (Reference reference : references) {
            int from = (int) reference.offset();
            Arrays.fill(bytes, from, Math.min(bytes.length, from + reference.width()), (byte) 0);
        }
        return bytes;
    }

    private boolean sameReferences(
            List<Reference> baseReferences, List<Reference> patchedReferences, BiPredicate<Item, Item> sameNameless) {
        if (baseReferences.size() != patchedReferences.size()) {
            return false;
        }
        for (int i = 0; i < baseReferences.size(); i++) {
            Reference one = baseReferences.get(i);
            Reference other = patchedReferences.get(i);
            if (one.offset() != other.offset() || one.type() != other.type() || !same(one, other, sameNameless)) {
                return false;
            }
        }
        return true;
    }
}
