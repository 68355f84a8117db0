package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows for tests, one letter each: s same, c changed, a added, d deleted, l source line. */
final class Rows {
    private Rows() {}

    static List<DiffRow> of(String letters) {
        List<DiffRow> rows = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            rows.add(row(letters.charAt(i), i));
        }
        return rows;
    }

    private static DiffRow row(char letter, int at) {
        Kind kind = switch (letter) {
            case 's' -> Kind.SAME;
            case 'c' -> Kind.CHANGED;
            case 'a' -> Kind.ADDED;
            case 'd' -> Kind.DELETED;
            case 'l' -> Kind.SOURCE;
            default -> throw new IllegalArgumentException("no row is called " + letter);
        };
        Optional<Cell> base = kind == Kind.ADDED ? Optional.empty() : Optional.of(cell("b" + at, at));
        Optional<Cell> patched = kind == Kind.DELETED ? Optional.empty() : Optional.of(cell("p" + at, at));
        return new DiffRow(kind, base, patched);
    }

    private static Cell cell(String text, int at) {
        return new Cell(at, List.of(new Token(text, Role.MNEMONIC, false)));
    }
}
