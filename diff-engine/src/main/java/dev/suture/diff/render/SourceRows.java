package dev.suture.diff.render;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.dwarf.Dwarf;
import dev.suture.elf.dwarf.SourceLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts a row with the source line in front of the instructions that were made from it. */
final class SourceRows {
    private SourceRows() {}

    /** The rows with source rows between them; the same rows where there is no debugging information. */
    static List<DiffRow> interleave(
            List<DiffRow> rows,
            Optional<Item> base,
            ObjectItems baseItems,
            Optional<Item> patched,
            ObjectItems patchedItems) {
        Optional<Lines> left = base.map(i -> new Lines(baseItems, i));
        Optional<Lines> right = patched.map(i -> new Lines(patchedItems, i));
        List<DiffRow> result = new ArrayList<>();
        for (DiffRow row : rows) {
            Optional<Cell> one = row.base().flatMap(c -> left.flatMap(l -> l.cellBefore(c)));
            Optional<Cell> other = row.patched().flatMap(c -> right.flatMap(l -> l.cellBefore(c)));
            if (one.isPresent() || other.isPresent()) {
                result.add(new DiffRow(Kind.SOURCE, one, other));
            }
            result.add(row);
        }
        return result;
    }

    /** One side: remembers which line was shown last. */
    private static final class Lines {
        private final Dwarf dwarf;
        private final SourceTexts texts;
        private final Item item;
        private final boolean linked;
        private Optional<SourceLine> shown = Optional.empty();

        Lines(ObjectItems items, Item item) {
            ElfFile file = items.file();
            this.dwarf = items.dwarf();
            this.texts = new SourceTexts(file);
            this.item = item;
            this.linked = file.header().type() != ElfHeader.Type.RELOCATABLE;
        }

        Optional<Cell> cellBefore(Cell instruction) {
            Optional<SourceLine> line = line(instruction.offset());
            if (line.isEmpty() || line.get().line() == 0 || line.equals(shown)) {
                return Optional.empty();
            }
            shown = line;
            return line.map(l -> new Cell(instruction.offset(), tokens(l)));
        }

        private Optional<SourceLine> line(long offset) {
            long place = item.offset() + offset;
            try {
                return linked
                        ? dwarf.lines().lineAt(item.section().address() + place)
                        : dwarf.lines().lineOf(item.section().index(), place);
            } catch (ElfFormatException e) {
                // The code can be read without it.
                return Optional.empty();
            }
        }

        private List<Token> tokens(SourceLine line) {
            String file = line.file().substring(line.file().lastIndexOf('/') + 1);
            List<Token> tokens = new ArrayList<>();
            tokens.add(new Token("%s:%d".formatted(file, line.line()), Role.PLAIN, false));
            texts.text(line).ifPresent(text -> {
                tokens.add(new Token("  ", Role.PLAIN, false));
                tokens.add(new Token(text, Role.SOURCE, false));
            });
            return tokens;
        }
    }
}
