package dev.suture.diff.render;

import dev.suture.diff.compare.ReferenceNames;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ObjectItems;
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

    private static final long ZEROS_DRAWN = 64;

    private final int width;
    private final Optional<Bytes> base;
    private final Optional<Bytes> patched;

    private HexRows(int width, Optional<Bytes> base, Optional<Bytes> patched) {
        this.width = width;
        this.base = base;
        this.patched = patched;
    }

    /**
     * One side's bytes and what they point at.
     *
     * @param zeros how many zeros follow that no row is made for
     * @param references by offset
     */
    record Bytes(byte[] bytes, long zeros, List<Reference> references) {
        /**
         * The bytes of an item. Zero-initialised data is as large as it says, whatever the size of the file: of it only
         * what stands beside bytes of the other side is drawn, and the beginning.
         */
        static Bytes of(ObjectItems items, Item item, Optional<Item> other) {
            if (!item.isZeroInitialised()) {
                return new Bytes(item.bytes(), 0, items.references(item));
            }
            long beside =
                    other.filter(o -> !o.isZeroInitialised()).map(Item::size).orElse(0L);
            int drawn = (int) Math.min(item.size(), Math.max(beside, ZEROS_DRAWN));
            return new Bytes(new byte[drawn], item.size() - drawn, List.of());
        }
    }

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
        zeros(base, patched).ifPresent(rows::add);
        return rows;
    }

    /** The row that stands for all zeros that are not drawn. */
    private static Optional<DiffRow> zeros(Optional<Bytes> base, Optional<Bytes> patched) {
        Optional<Cell> one = base.filter(b -> b.zeros() > 0).map(HexRows::zeros);
        Optional<Cell> other = patched.filter(b -> b.zeros() > 0).map(HexRows::zeros);
        if (one.isEmpty() && other.isEmpty()) {
            return Optional.empty();
        }
        Kind kind = one.isEmpty()
                ? Kind.ADDED
                : other.isEmpty() ? Kind.DELETED : one.equals(other) ? Kind.SAME : Kind.CHANGED;
        return Optional.of(new DiffRow(kind, one, other));
    }

    private static Cell zeros(Bytes side) {
        Token text = new Token("… %d more bytes of zeros".formatted(side.zeros()), Role.PLAIN, false);
        return new Cell(side.bytes().length, List.of(text));
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
        List<Reference> references = side.references();
        List<String> names = new ArrayList<>();
        for (int i = firstFrom(references, at); i < references.size(); i++) {
            if (references.get(i).offset() >= at + width) {
                break;
            }
            names.add(ReferenceNames.of(references.get(i)));
        }
        return names;
    }

    private static int firstFrom(List<Reference> references, long offset) {
        int low = 0;
        int high = references.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (references.get(middle).offset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
