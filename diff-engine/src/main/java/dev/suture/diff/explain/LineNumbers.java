package dev.suture.diff.explain;

import dev.suture.diff.explain.Differences.Place;
import dev.suture.diff.item.Item;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.Reason;
import dev.suture.diff.model.Status;
import dev.suture.elf.Machine;
import dev.suture.elf.dwarf.SourceLine;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Recognises functions that differ only because lines moved: each differing instruction loads a number that lies as far
 * from its own source line in the base as in the patched build, as {@code __LINE__} in an assertion does.
 */
final class LineNumbers {
    static final String ID = "line-number-only";

    /** How far from the line of its instruction a {@code __LINE__} can stand: statements go over several lines. */
    private static final int NEAR = 30;

    private final Comparison comparison;
    private final DebugInfo base;
    private final DebugInfo patched;

    LineNumbers(Comparison comparison, DebugInfo base, DebugInfo patched) {
        this.comparison = comparison;
        this.base = base;
        this.patched = patched;
    }

    /** The change with this reason alone, if it is one of line numbers only. */
    Change explain(Change change) {
        boolean codeOnly = change.status() == Status.CHANGED
                && change.reasons().stream().map(Reason::id).allMatch("code-changed"::equals);
        if (!codeOnly || change.base().isEmpty() || change.patched().isEmpty()) {
            return change;
        }
        Item one = change.base().get();
        Item other = change.patched().get();
        List<Place> places = Differences.between(comparison.base(), one, comparison.patched(), other);
        if (places.isEmpty() || !places.stream().allMatch(p -> isLine(one, other, p))) {
            return change;
        }
        return change.onlyBecause(new Reason(
                ID,
                "Only line numbers differ (%d of them): code in front of it became longer or shorter."
                        .formatted(places.size())));
    }

    private boolean isLine(Item one, Item other, Place place) {
        OptionalInt before = number(one, place);
        OptionalInt after = number(other, place);
        if (before.isEmpty() || after.isEmpty()) {
            return false;
        }
        int number = before.getAsInt();
        int otherNumber = after.getAsInt();
        Optional<SourceLine> line = base.line(one, place.offset());
        Optional<SourceLine> otherLine = patched.line(other, place.offset());
        return line.isPresent()
                && otherLine.isPresent()
                && Math.abs(number - line.get().line()) <= NEAR
                && number - line.get().line() == otherNumber - otherLine.get().line();
    }

    /**
     * The number an instruction loads. On x86 an immediate operand comes last (Intel SDM, volume 2, 2.1); on AArch64 it is
     * that of {@code movz} (Arm ARM, "Move wide (immediate)").
     */
    private OptionalInt number(Item item, Place place) {
        ByteBuffer code = ByteBuffer.wrap(item.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        if (comparison.base().file().header().machine() == Machine.AARCH64) {
            int word = code.getInt(place.offset());
            return (word & 0x7fe00000) == 0x52800000 ? OptionalInt.of(word >>> 5 & 0xffff) : OptionalInt.empty();
        }
        return place.length() > Integer.BYTES
                ? OptionalInt.of(code.getInt(place.offset() + place.length() - Integer.BYTES))
                : OptionalInt.empty();
    }
}
