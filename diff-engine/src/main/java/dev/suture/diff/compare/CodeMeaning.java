package dev.suture.diff.compare;

import dev.suture.diff.item.Reference;
import dev.suture.elf.Machine;
import dev.suture.elf.asm.CodeReference;
import dev.suture.elf.asm.CodeScanner;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares code instruction by instruction where whole bytes cannot be compared: an assembler takes the short form of a
 * branch where the distance allows it, so a function can change its size though nobody changed it. Branches inside the
 * function are the same if they lead to the same instruction; padding does not count.
 */
final class CodeMeaning {
    private final Meaning meaning;
    private final Machine machine;

    CodeMeaning(Meaning meaning, Machine machine) {
        this.meaning = meaning;
        this.machine = machine;
    }

    /** One instruction: its bytes with distances blanked out and branches in their long form. */
    private record Step(int offset, byte[] shape, List<Reference> references, long inside) {}

    boolean same(byte[] base, List<Reference> baseReferences, byte[] patched, List<Reference> patchedReferences) {
        Optional<CodeScanner> scanner = CodeScanner.forMachine(machine);
        if (scanner.isEmpty()) {
            return false;
        }
        List<Step> left = steps(scanner.get(), base, baseReferences);
        List<Step> right = steps(scanner.get(), patched, patchedReferences);
        if (left.size() != right.size()) {
            return false;
        }
        Map<Long, Integer> leftIndex = indices(left, base.length);
        Map<Long, Integer> rightIndex = indices(right, patched.length);
        for (int i = 0; i < left.size(); i++) {
            if (!same(left.get(i), right.get(i), leftIndex, rightIndex)) {
                return false;
            }
        }
        return true;
    }

    private boolean same(Step left, Step right, Map<Long, Integer> leftIndex, Map<Long, Integer> rightIndex) {
        if (!Arrays.equals(left.shape, right.shape)
                || left.references.size() != right.references.size()
                || left.inside < 0 != right.inside < 0) {
            return false;
        }
        boolean sameInside = left.inside < 0
                || leftIndex.getOrDefault(left.inside, -1).equals(rightIndex.getOrDefault(right.inside, -2));
        if (!sameInside) {
            return false;
        }
        for (int i = 0; i < left.references.size(); i++) {
            if (!meaning.same(left.references.get(i), right.references.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** The index of the step at each offset; offsets of padding lead to the step behind it. */
    private static Map<Long, Integer> indices(List<Step> steps, int length) {
        Map<Long, Integer> result = new HashMap<>();
        int next = 0;
        for (long offset = 0; offset < length; offset++) {
            while (next < steps.size() && steps.get(next).offset < offset) {
                next++;
            }
            result.put(offset, next);
        }
        return result;
    }

    private static List<Step> steps(CodeScanner scanner, byte[] code, List<Reference> references) {
        Map<Integer, Reference> byOffset = new HashMap<>();
        references.forEach(r -> byOffset.put((int) r.offset(), r));
        List<Step> steps = new ArrayList<>();
        scanner.scan(code, 0, code.length, new CodeScanner.Visitor() {
            @Override
            public void instruction(int offset, int length) {
                if (!isPadding(code, offset, length)) {
                    List<Reference> inside = new ArrayList<>();
                    for (int i = offset; i < offset + length; i++) {
                        Reference reference = byOffset.get(i);
                        if (reference != null) {
                            inside.add(reference);
                        }
                    }
                    steps.add(new Step(offset, withoutNumbers(code, offset, length, inside), inside, -1));
                }
            }

            @Override
            public void reference(CodeReference found) {
                Step step = steps.isEmpty() ? null : steps.getLast();
                if (step != null && step.offset == found.instruction()) {
                    boolean inside = found.target() >= 0 && found.target() < code.length && step.references.isEmpty();
                    steps.set(
                            steps.size() - 1,
                            new Step(step.offset, shape(step, found), step.references, inside ? found.target() : -1));
                }
            }
        });
        return steps;
    }

    /** A copy of an instruction without the addresses that are whole numbers in it. */
    private static byte[] withoutNumbers(byte[] code, int offset, int length, List<Reference> references) {
        byte[] bytes = Arrays.copyOfRange(code, offset, offset + length);
        for (Reference reference : references) {
            int at = (int) reference.offset() - offset;
            if (at == 0 && reference.width() == length) {
                // On AArch64 a number is no whole bytes: the reference's type is the instruction without it.
                return ByteBuffer.allocate(Integer.BYTES)
                        .putInt(reference.type())
                        .array();
            }
            if (at > 0) {
                Arrays.fill(bytes, at, Math.min(length, at + reference.width()), (byte) 0);
            }
        }
        return bytes;
    }

    /** Distances blanked out; {@code eb} and {@code 7x} as the {@code e9} and {@code 0f 8x} they shorten. */
    private static byte[] shape(Step step, CodeReference found) {
        if (found.shape() != 0) {
            return ByteBuffer.allocate(Integer.BYTES).putInt(found.shape()).array();
        }
        byte[] bytes = step.shape.clone();
        int field = found.field() - step.offset;
        if (found.branch() && bytes.length == 2 && found.width() == 1) {
            int opcode = bytes[0] & 0xff;
            if (opcode == 0xeb) {
                return new byte[] {(byte) 0xe9, 0, 0, 0, 0};
            }
            if (opcode >>> 4 == 7) {
                return new byte[] {0x0f, (byte) (0x80 | opcode & 0xf), 0, 0, 0, 0};
            }
        }
        Arrays.fill(bytes, field, Math.min(bytes.length, field + found.width()), (byte) 0);
        return bytes;
    }

    /** {@code nop}, its long forms {@code 0f 1f}, and either behind prefixes (Intel SDM, NOP). */
    private static boolean isPadding(byte[] code, int offset, int length) {
        int at = offset;
        int end = offset + length;
        while (at < end - 1 && (code[at] == 0x66 || code[at] == 0x2e)) {
            at++;
        }
        return code[at] == (byte) 0x90 && at == end - 1 || at < end - 1 && code[at] == 0x0f && code[at + 1] == 0x1f;
    }
}
