package dev.suture.upatch.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How code that crosses the end of a page is replaced, so that the process survives Suture's death in between. The kernel
 * writes page by page, and looks for a deadly signal before each: code could be left half written. So threads that come
 * there meanwhile are made to turn on the spot, until the rest is written or {@code recover} does it.
 *
 * @param address of the code
 * @param before what stands there
 * @param after what is to stand there; as long as {@code before}
 * @param page size of a page
 * @param spin an instruction that comes back to itself
 */
record PageCrossing(long address, byte[] before, byte[] after, int page, byte[] spin) {
    /** Bytes for one place, all in one page. */
    record Piece(long address, byte[] bytes) {}

    /** How many bytes lie in the first page. */
    private int first() {
        return (int) Math.min(after.length, page - (address & page - 1));
    }

    /** What is to be written one after the other; only one piece for code that crosses no page. */
    List<Piece> pieces() {
        int first = first();
        Piece head = new Piece(address, Arrays.copyOf(after, first));
        if (first == after.length) {
            return List.of(head);
        }
        List<Piece> pieces = new ArrayList<>();
        if (first >= spin.length) {
            pieces.add(new Piece(address, spin));
        } // Else nothing can be done: one byte holds no such instruction.
        pieces.add(new Piece(address + first, Arrays.copyOfRange(after, first, after.length)));
        pieces.add(head);
        return pieces;
    }

    /** Whether these bytes are what a death between two pieces leaves. */
    boolean leaves(byte[] found) {
        byte[] state = before.clone();
        for (Piece piece : pieces()) {
            if (Arrays.equals(state, found) && !Arrays.equals(state, before)) {
                return true;
            }
            System.arraycopy(piece.bytes(), 0, state, (int) (piece.address() - address), piece.bytes().length);
        }
        return false;
    }
}
