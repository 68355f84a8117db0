package dev.suture.diff.render;

import dev.suture.diff.compare.ReferenceNames;
import dev.suture.diff.item.Reference;
import dev.suture.diff.render.DiffRow.Cell;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Rows of 16 bytes, in hex and as characters, with the names of the pointers they hold. */
final class HexRows {
    private static final int WIDTH = 16;

    private HexRows() {}

    /** One side's bytes and what they point at. */
    record Bytes(byte[] bytes, List<Reference> references) {}

    static List<DiffRow> align(Optional<Bytes> base, Optional<Bytes> patched) {
        int length = Math.max(length(base), length(patched));
        List<DiffRow> rows = new ArrayList<>();
        for (int at = 0; at < length; at += WIDTH) {
            Optional<Bytes> left = reaching(base, at);
            Optional<Bytes> right = reaching(patched, at);
            if (left.isEmpty() || right.isEmpty()) {
                rows.add(new DiffRow(
                        left.isEmpty() ? Kind.ADDED : Kind.DELETED,
                        cell(left, Optional.empty(), at),
                        cell(right, Optional.empty(), at)));
                continue;
            }
            Optional<Cell> one = cell(left, right, at);
            Optional<Cell> other = cell(right, left, at);
            boolean same = one.map(Cell::text).equals(other.map(Cell::text));
            rows.add(new DiffRow(same ? Kind.SAME : Kind.CHANGED, one, other));
        }
        return rows;
    }

    private static int length(Optional<Bytes> side) {
        return side.map(s -> s.bytes().length).orElse(0);
    }

    private static Optional<Bytes> reaching(Optional<Bytes> side, int at) {
        return side.filter(s -> at < s.bytes().length);
    }

    private static Optional<Cell> cell(Optional<Bytes> side, Optional<Bytes> other, int at) {
        return side.map(s -> new Cell(at, tokens(s, other, at)));
    }

    private static List<Token> tokens(Bytes side, Optional<Bytes> other, int at) {
        List<Token> tokens = new ArrayList<>();
        int end = Math.min(at + WIDTH, side.bytes().length);
        StringBuilder characters = new StringBuilder();
        for (int i = at; i < end; i++) {
            byte value = side.bytes()[i];
            int place = i;
            boolean differs = other.map(o -> place >= o.bytes().length || o.bytes()[place] != value)
                    .orElse(false);
            tokens.add(new Token("%02x".formatted(value), Role.BYTES, differs));
            tokens.add(new Token(i % 8 == 7 ? "  " : " ", Role.PLAIN, false));
            characters.append(value >= 0x20 && value < 0x7f ? (char) value : '.');
        }
        tokens.add(new Token("   ".repeat(at + WIDTH - end), Role.PLAIN, false));
        tokens.add(new Token(characters.toString(), Role.PLAIN, false));
        List<String> otherNames = other.map(o -> names(o, at)).orElse(List.of());
        for (String name : names(side, at)) {
            tokens.add(new Token("  → ", Role.PLAIN, false));
            tokens.add(new Token(name, Role.SYMBOL, other.isPresent() && !otherNames.contains(name)));
        }
        return tokens;
    }

    private static List<String> names(Bytes side, int at) {
        return side.references().stream()
                .filter(r -> r.offset() >= at && r.offset() < at + WIDTH)
                .map(ReferenceNames::of)
                .toList();
    }
}
