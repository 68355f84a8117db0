package dev.suture.diff.render;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Sides;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.Comparison;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.elf.asm.Disassembler;
import java.util.List;
import java.util.Optional;

/**
 * Makes the rows of one change. This is where a function is decoded and aligned, so it is done for what somebody looks
 * at, and only then.
 */
public final class RowRenderer {
    /** As hexdump(1) and everybody else has it. */
    public static final int BYTES_IN_ROW = 16;

    private final Optional<Disassembler> disassembler;
    private final boolean withSource;
    private final int bytesInRow;

    /** @param disassembler absent where the machine has none; functions then come as rows of bytes */
    public RowRenderer(Optional<Disassembler> disassembler) {
        this(disassembler, false);
    }

    /** @param withSource whether source lines stand between the instructions, where debugging information tells them */
    public RowRenderer(Optional<Disassembler> disassembler, boolean withSource) {
        this(disassembler, withSource, BYTES_IN_ROW);
    }

    /** @param bytesInRow how many bytes of a datum stand in a row; a multiple of 8 */
    public RowRenderer(Optional<Disassembler> disassembler, boolean withSource, int bytesInRow) {
        if (bytesInRow <= 0 || bytesInRow % 8 != 0) {
            throw new IllegalArgumentException("bytes stand in groups of 8, not in rows of " + bytesInRow);
        }
        this.disassembler = disassembler;
        this.withSource = withSource;
        this.bytesInRow = bytesInRow;
    }

    /** The rows of a change of this object: instructions for functions, bytes for data. */
    public List<DiffRow> rows(ObjectDiff object, Change change) {
        Comparison comparison = object.comparison();
        if (isCode(change) && disassembler.isPresent()) {
            List<DiffRow> rows = code(change, comparison, disassembler.get());
            return withSource
                    ? SourceRows.interleave(
                            rows, change.base(), comparison.base(), change.patched(), comparison.patched())
                    : rows;
        }
        Optional<Item> base = change.base();
        Optional<Item> patched = change.patched();
        return HexRows.align(
                bytesInRow,
                base.map(i -> HexRows.Bytes.of(comparison.base(), i, patched)),
                patched.map(i -> HexRows.Bytes.of(comparison.patched(), i, base)));
    }

    /**
     * The source of a function of both sides as rows, whose offsets are line numbers; empty where it cannot be had of
     * every side there is.
     */
    public static List<DiffRow> source(ObjectDiff object, Change change) {
        Comparison comparison = object.comparison();
        return SourceSides.rows(
                change.base().map(i -> SourceSides.Text.of(comparison.base(), i)),
                change.patched().map(i -> SourceSides.Text.of(comparison.patched(), i)));
    }

    /** A function of which the file has no bytes is shown as the zeros it is. */
    private static boolean isCode(Change change) {
        return change.kind() == ItemKind.FUNCTION
                && change.base().filter(Item::isZeroInitialised).isEmpty()
                && change.patched().filter(Item::isZeroInitialised).isEmpty();
    }

    private static List<DiffRow> code(Change change, Comparison comparison, Disassembler disassembler) {
        // A function of hundreds of kilobytes takes a while to decode.
        Sides<List<CodeLine>> both = Sides.together(
                () -> lines(change.base(), comparison.base(), disassembler),
                () -> lines(change.patched(), comparison.patched(), disassembler));
        List<CodeLine> base = both.base();
        List<CodeLine> patched = both.patched();
        if (change.base().isEmpty()) {
            return patched.stream().map(l -> CodeRows.oneSided(Kind.ADDED, l)).toList();
        }
        if (change.patched().isEmpty()) {
            return base.stream().map(l -> CodeRows.oneSided(Kind.DELETED, l)).toList();
        }
        return CodeRows.align(base, patched);
    }

    private static List<CodeLine> lines(Optional<Item> item, ObjectItems items, Disassembler disassembler) {
        return item.map(i -> CodeLines.of(items, i, disassembler)).orElse(List.of());
    }
}
