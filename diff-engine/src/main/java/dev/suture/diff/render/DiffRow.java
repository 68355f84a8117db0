package dev.suture.diff.render;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One line of a side-by-side view. Every front (terminal, HTML, JSON, workbench) draws these rows.
 *
 * @param kind how the sides relate
 * @param base the left cell; absent for ADDED
 * @param patched the right cell; absent for DELETED
 */
public record DiffRow(Kind kind, Optional<Cell> base, Optional<Cell> patched) {
    /** Whether the sides differ in this row. */
    public boolean differs() {
        return kind != Kind.SAME && kind != Kind.SOURCE;
    }

    /** How the two sides of a row relate. */
    public enum Kind {
        /** Both sides mean the same. */
        SAME,
        /** Both sides stand for each other, with the {@linkplain Token#differs marked} tokens different. */
        CHANGED,
        ADDED,
        DELETED,
        /** The source line of the instructions that follow; a side is absent where its line goes on. */
        SOURCE
    }

    /**
     * One side of a row.
     *
     * @param offset byte offset from the start of the item
     * @param tokens the text in pieces; joined, they are the line
     * @param leadsTo of a branch within the item, the byte offset it leads to
     */
    public record Cell(long offset, List<Token> tokens, OptionalLong leadsTo) {
        public Cell {
            tokens = List.copyOf(tokens);
        }

        /** One that leads nowhere else. */
        public Cell(long offset, List<Token> tokens) {
            this(offset, tokens, OptionalLong.empty());
        }

        /** The line as plain text. */
        public String text() {
            StringBuilder text = new StringBuilder();
            tokens.forEach(t -> text.append(t.text()));
            return text.toString();
        }
    }

    /**
     * A piece of a line.
     *
     * @param text what to draw, spaces included
     * @param role what it is, for colour
     * @param differs whether this piece is what differs from the other side
     */
    public record Token(String text, Role role, boolean differs) {}

    /** What a token is. */
    public enum Role {
        MNEMONIC,
        OPERAND,
        /** A name that stands where the object has a relocation. */
        SYMBOL,
        /** A string or number literal that the instruction refers to. */
        LITERAL,
        BYTES,
        /** Text of the source. */
        SOURCE,
        PLAIN
    }
}
