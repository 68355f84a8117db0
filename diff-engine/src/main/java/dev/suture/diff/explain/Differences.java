package dev.suture.diff.explain;

import dev.suture.diff.compare.Meaning;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ObjectItems;
import dev.suture.elf.asm.CodeReference;
import dev.suture.elf.asm.CodeScanner;
import java.util.ArrayList;
import java.util.List;

/** Which instructions of two functions of equal length differ. */
final class Differences {
    private Differences() {}

    /**
     * One instruction that differs.
     *
     * @param offset byte offset in both functions
     * @param length its length in both
     */
    record Place(int offset, int length) {}

    /** The instructions that differ; empty if the functions do not have the same instruction boundaries. */
    static List<Place> between(ObjectItems base, Item baseItem, ObjectItems patched, Item patchedItem) {
        CodeScanner scanner =
                CodeScanner.forMachine(base.file().header().machine()).orElse(null);
        boolean withoutCode = baseItem.isZeroInitialised() || patchedItem.isZeroInitialised();
        if (scanner == null || withoutCode || baseItem.size() != patchedItem.size()) {
            return List.of();
        }
        byte[] one = Meaning.contents(baseItem.bytes(), base.references(baseItem));
        byte[] other = Meaning.contents(patchedItem.bytes(), patched.references(patchedItem));
        List<Place> left = boundaries(scanner, one);
        if (!left.equals(boundaries(scanner, other))) {
            return List.of();
        }
        List<Place> result = new ArrayList<>();
        for (Place place : left) {
            int end = place.offset + place.length;
            if (!java.util.Arrays.equals(one, place.offset, end, other, place.offset, end)) {
                result.add(place);
            }
        }
        return result;
    }

    private static List<Place> boundaries(CodeScanner scanner, byte[] code) {
        List<Place> result = new ArrayList<>();
        scanner.scan(code, 0, code.length, new CodeScanner.Visitor() {
            @Override
            public void instruction(int offset, int length) {
                result.add(new Place(offset, length));
            }

            @Override
            public void reference(CodeReference reference) {
                // Only the boundaries are wanted.
            }
        });
        return result;
    }
}
