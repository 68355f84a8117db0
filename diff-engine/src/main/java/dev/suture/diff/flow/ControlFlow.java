package dev.suture.diff.flow;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.RowRenderer;
import dev.suture.elf.Machine;
import dev.suture.elf.asm.Disassembler;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes the control flow of a function on both sides. The blocks hold the very rows that {@link RowRenderer} gives, and
 * stand for each other where their rows do.
 */
public final class ControlFlow {
    private final Disassembler disassembler;

    public ControlFlow(Disassembler disassembler) {
        this.disassembler = disassembler;
    }

    /** Whether it is known which instructions of a machine are branches. */
    public static boolean knows(Machine machine) {
        return Turn.reader(machine).isPresent();
    }

    /** Whether a change has instructions: a function whose bytes stand in the file. */
    public static boolean hasCode(Change change) {
        return change.kind() == ItemKind.FUNCTION
                && change.base().filter(Item::isZeroInitialised).isEmpty()
                && change.patched().filter(Item::isZeroInitialised).isEmpty();
    }

    /**
     * @throws IllegalArgumentException if the change {@linkplain #hasCode has no code} or its machine is not
     *     {@linkplain #knows known}
     */
    public FlowGraph of(ObjectDiff object, Change change) {
        Machine machine = object.comparison().patched().file().header().machine();
        Function<String, Turn> turns = Turn.reader(machine)
                .filter(t -> hasCode(change))
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s for %s has no control flow that could be told".formatted(change.name(), machine.label())));
        List<DiffRow> rows = new RowRenderer(Optional.of(disassembler)).rows(object, change);
        return Merge.of(
                rows,
                steps(rows, DiffRow::base, object.comparison().base(), change.base(), turns),
                steps(rows, DiffRow::patched, object.comparison().patched(), change.patched(), turns));
    }

    private static List<Step> steps(
            List<DiffRow> rows,
            Function<DiffRow, Optional<Cell>> side,
            ObjectItems items,
            Optional<Item> function,
            Function<String, Turn> turns) {
        return function.map(f -> Steps.of(rows, side, items, f, turns)).orElse(List.of());
    }
}
