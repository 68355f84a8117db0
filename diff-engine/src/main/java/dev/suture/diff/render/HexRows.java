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

/** Rows of bytes, in hex and as characters, with the names of the pointers they hold. */
final class HexRows {
    private static final int GROUP = 8;

    private final int width;
    private final Optional<Bytes> base;
    private final Optional<Bytes> patched;

    private HexRows(int width, Optional<Bytes> base, Optional<Bytes> patched) {
        this.width = width;
        this.base = base;
        this.patched = patched;
    }

    /** One side's bytes and what they point at. */
    record Bytes(byte[] bytes, List<Reference> references) {}

    /** @param width bytes in a row */
    static List<DiffRow> align(int width, Optional<Bytes> base, Optional<Bytes> patched) {
        return new HexRows(width, base, patched).rows();
    }

    private List<DiffRow> rows() {
        int length = Math.max(length(base), length(patched));
        List<DiffRow> rows = new ArrayList<>();
        for (int at = 0; at < length; at += width) {
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

    private Optional<Cell> cell(Optional<Bytes> side, Optional<Bytes> other, int at) {
        return side.map(s -> new Cell(at, tokens(s, other, at)));
    }

    private List<Token> tokens(Bytes side, Optional<Bytes> other, int at) {
        List<Token> tokens = new ArrayList<>();
        int end = Math.min(at + width, side.bytes().length);
        for (int i = at; i < end; i++) {
            tokens.add(new Token("%02x".formatted(side.bytes()[i]), Role.BYTES, differs(side, other, i)));
            tokens.add(new Token(i % GROUP == GROUP - 1 ? "  " : " ", Role.PLAIN, false));
        }
        tokens.add(new Token("   ".repeat(at + width - end), Role.PLAIN, false));
        characters(side, other, at, end, tokens);
        List<String> otherNames = other.map(o -> names(o, at)).orElse(List.of());
        for (String name : names(side, at)) {
            tokens.add(new Token("  \u2192 ", Role.PLAIN, false));
            tokens.add(new Token(name, Role.SYMBOL, other.isPresent() && !otherNames.contains(name)));
        }
        return tokens;
    }

    /** Neighbours that differ, or that do not, in one token each. */
    private static void characters(Bytes side, Optional<Bytes> other, int at, int end, List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        for (int i = at; i < end; i++) {
            byte value = side.bytes()[i];
            text.append(value >= 0x20 && value < 0x7f ? (char) value : '.');
            boolean differs = differs(side, other, i);
            if (i + 1 == end || differs(side, other, i + 1) != differs) {
                tokens.add(new Token(text.toString(), Role.PLAIN, differs));
                text.setLength(0);
            }
        }
    }

    private static boolean differs(Bytes side, Optional<Bytes> other, int at) {
        return other.map(o -> at >= o.bytes().length || o.bytes()[at] != side.bytes()[at])
                .orElse(false);
    }

    private List<String> names(Bytes side, int at) {
        return side.references().stream()
                .filter(r -> r.offset() >= at && r.offset() < at + width)
                .map(ReferenceNames::of)
                .toList();
    }
}
