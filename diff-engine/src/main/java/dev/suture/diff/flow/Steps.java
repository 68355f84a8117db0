package dev.suture.diff.flow;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.diff.item.Target;
import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.elf.Machine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads the instructions of one side out of the rows and finds out where each of them may lead. Used once. */
final class Steps {
    /** On x86-64 a distance counts from behind its four bytes. */
    private static final int X86_FIELD = 4;

    private final ObjectItems items;
    private final Item function;
    private final Function<String, Turn> turns;
    private final JumpTables tables;
    private final List<Cell> cells = new ArrayList<>();
    private final List<Integer> rows = new ArrayList<>();
    private final Map<Long, Integer> byOffset = new HashMap<>();

    private Steps(ObjectItems items, Item function, Function<String, Turn> turns) {
        this.items = items;
        this.function = function;
        this.turns = turns;
        this.tables = new JumpTables(items, function);
    }

    static List<Step> of(
            List<DiffRow> rows,
            Function<DiffRow, Optional<Cell>> side,
            ObjectItems items,
            Item function,
            Function<String, Turn> turns) {
        Steps steps = new Steps(items, function, turns);
        for (int row = 0; row < rows.size(); row++) {
            Optional<Cell> cell = side.apply(rows.get(row));
            if (cell.isPresent()) {
                steps.byOffset.put(cell.get().offset(), steps.cells.size());
                steps.cells.add(cell.get());
                steps.rows.add(row);
            }
        }
        return steps.read();
    }

    private List<Step> read() {
        List<Reference> references = items.references(function);
        List<Step> steps = new ArrayList<>(cells.size());
        int next = 0;
        for (int i = 0; i < cells.size(); i++) {
            long end = i + 1 < cells.size() ? cells.get(i + 1).offset() : function.size();
            int from = next;
            while (next < references.size() && references.get(next).offset() < end) {
                next++;
            }
            steps.add(step(i, references.subList(from, next)));
        }
        return steps;
    }

    private Step step(int index, List<Reference> references) {
        Cell cell = cells.get(index);
        tables.pass(cell, references);
        Turn turn = turns.apply(cell.tokens().getFirst().text());
        int row = rows.get(index);
        return switch (turn) {
            case NONE, IDLE -> new Step(row, turn, List.of(), Exit.NONE, false);
            case RETURN -> new Step(row, turn, List.of(), Exit.RETURNS, false);
            case STOP -> new Step(row, turn, List.of(), Exit.STOPS, false);
            case BRANCH -> {
                List<Integer> inside =
                        indices(direct(cell, references).stream().boxed().toList());
                yield new Step(row, turn, inside, inside.isEmpty() ? Exit.LEAVES : Exit.NONE, false);
            }
            case JUMP -> jump(row, cell, references);
        };
    }

    private Step jump(int row, Cell cell, List<Reference> references) {
        List<Integer> inside = indices(direct(cell, references).stream().boxed().toList());
        if (!inside.isEmpty()) {
            return new Step(row, Turn.JUMP, inside, Exit.NONE, false);
        }
        List<Integer> looked = leavesByName(references) ? List.of() : indices(tables.destinations());
        return looked.isEmpty()
                ? new Step(row, Turn.JUMP, List.of(), references.isEmpty() ? Exit.UNKNOWN : Exit.LEAVES, false)
                : new Step(row, Turn.JUMP, looked, Exit.NONE, true);
    }

    /** Whether a jump names what it goes to, or holds the address of; a table is neither. */
    private boolean leavesByName(List<Reference> references) {
        return references.stream().anyMatch(r -> !tables.isOne(r));
    }

    /** Where a jump leads of which the destination stands in it; empty if that is outside, or not in it. */
    private OptionalLong direct(Cell cell, List<Reference> references) {
        if (references.isEmpty()) {
            return cell.leadsTo();
        }
        // Calls of a function that others may take the place of, such as a recursive one, name it.
        Reference reference = references.getFirst();
        return reference.target() instanceof Target.Defined(Item item, long delta) && item == function
                ? OptionalLong.of(delta + reference.addend() + bias())
                : OptionalLong.empty();
    }

    private long bias() {
        return items.file().header().machine() == Machine.X86_64 ? X86_FIELD : 0;
    }

    private List<Integer> indices(List<Long> offsets) {
        return offsets.stream()
                .map(byOffset::get)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }
}
