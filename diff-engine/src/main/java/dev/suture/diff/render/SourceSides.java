package dev.suture.diff.render;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.dwarf.LineTable;
import dev.suture.elf.dwarf.SourceLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The source of a function, base and patched side by side. */
final class SourceSides {
    private SourceSides() {}

    /**
     * The lines of one side.
     *
     * @param first number of the first
     */
    record Text(int first, List<String> lines) {
        private static final Text NONE = new Text(1, List.of());

        /** From the first line the function's code was made from to the last, of the file it begins in. */
        static Text of(ObjectItems items, Item item) {
            if (item.kind() != ItemKind.FUNCTION || item.isZeroInitialised()) {
                return NONE;
            }
            LineTable table = items.dwarf().lines();
            boolean linked = items.file().header().type() != ElfHeader.Type.RELOCATABLE;
            String file = "";
            int first = Integer.MAX_VALUE;
            int last = 0;
            try {
                for (long at = item.offset(); at < item.offset() + item.size(); at++) {
                    Optional<SourceLine> line = linked
                            ? table.lineAt(item.section().address() + at)
                            : table.lineOf(item.section().index(), at);
                    if (line.isPresent() && line.get().line() > 0) {
                        file = file.isEmpty() ? line.get().file() : file;
                        if (file.equals(line.get().file())) {
                            first = Math.min(first, line.get().line());
                            last = Math.max(last, line.get().line());
                        }
                    }
                }
            } catch (ElfFormatException e) {
                return NONE; // The code can be read without it.
            }
            List<String> all = file.isEmpty() ? List.of() : new SourceTexts(items.file()).all(file);
            return last == 0 || last > all.size() ? NONE : new Text(first, all.subList(first - 1, last));
        }
    }

    static List<DiffRow> rows(Optional<Text> base, Optional<Text> patched) {
        if (base.filter(t -> t.lines().isEmpty()).isPresent()
                || patched.filter(t -> t.lines().isEmpty()).isPresent()) {
            return List.of();
        }
        Text one = base.orElse(Text.NONE);
        Text other = patched.orElse(Text.NONE);
        int[] partner = SequenceAligner.align(
                one.lines().stream().map(String::strip).toArray(),
                other.lines().stream().map(String::strip).toArray());
        List<DiffRow> rows = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < one.lines().size(); i++) {
            if (partner[i] < 0) {
                rows.add(new DiffRow(Kind.DELETED, cell(one, i), Optional.empty()));
                continue;
            }
            while (next < partner[i]) {
                rows.add(new DiffRow(Kind.ADDED, Optional.empty(), cell(other, next++)));
            }
            rows.add(new DiffRow(Kind.SAME, cell(one, i), cell(other, next++)));
        }
        while (next < other.lines().size()) {
            rows.add(new DiffRow(Kind.ADDED, Optional.empty(), cell(other, next++)));
        }
        return List.copyOf(rows);
    }

    private static Optional<Cell> cell(Text text, int line) {
        String shown = text.lines().get(line).replace("\t", "    ");
        return Optional.of(new Cell(text.first() + line, List.of(new Token(shown, Role.SOURCE, false))));
    }
}
