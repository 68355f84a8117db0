package dev.suture.workbench.diff;

import dev.suture.diff.render.DiffRow;
import dev.suture.diff.render.DiffRow.Kind;
import dev.suture.diff.render.DiffRow.Role;
import dev.suture.diff.render.DiffRow.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Colours for operands that stand for each other. The same replacement, say of one register by another, has the same
 * colour all over a function; colours go round.
 */
final class Hues {
    static final int COLOURS = 6;
    /** Of what has no counterpart, or does not differ. */
    static final int NONE = 0;

    private final Map<Integer, Sides> byRow = new HashMap<>();
    private final Map<Replacement, Integer> known = new HashMap<>();

    private record Replacement(String base, String patched) {}

    /** A colour for each token. */
    private record Sides(List<Integer> base, List<Integer> patched) {}

    private Hues() {}

    static Hues of(List<DiffRow> rows) {
        Hues hues = new Hues();
        for (int row = 0; row < rows.size(); row++) {
            DiffRow here = rows.get(row);
            if (here.kind() == Kind.CHANGED) {
                hues.add(
                        row,
                        here.base().orElseThrow().tokens(),
                        here.patched().orElseThrow().tokens());
            }
        }
        return hues;
    }

    private void add(int row, List<Token> base, List<Token> patched) {
        List<Integer> one = differing(base);
        List<Integer> other = differing(patched);
        if (one.isEmpty() || one.size() != other.size()) {
            return; // It is not told which stands for which.
        }
        Integer[] left = filled(base.size());
        Integer[] right = filled(patched.size());
        for (int i = 0; i < one.size(); i++) {
            Replacement replacement = new Replacement(
                    base.get(one.get(i)).text(), patched.get(other.get(i)).text());
            int hue = known.computeIfAbsent(replacement, r -> known.size() % COLOURS + 1);
            left[one.get(i)] = hue;
            right[other.get(i)] = hue;
        }
        byRow.put(row, new Sides(List.of(left), List.of(right)));
    }

    private static Integer[] filled(int size) {
        Integer[] hues = new Integer[size];
        java.util.Arrays.fill(hues, NONE);
        return hues;
    }

    private static List<Integer> differing(List<Token> tokens) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).differs() && isOperand(tokens.get(i))) {
                places.add(i);
            }
        }
        return places;
    }

    private static boolean isOperand(Token token) {
        boolean operand = switch (token.role()) {
            case OPERAND, SYMBOL, LITERAL -> true;
            case MNEMONIC, BYTES, SOURCE, PLAIN -> false;
        };
        return operand && !token.text().isBlank() && (token.role() != Role.OPERAND || isWord(token.text()));
    }

    private static boolean isWord(String text) {
        return Character.isLetterOrDigit(text.charAt(text.length() - 1));
    }

    /** One for each token of the base side of a row; empty where none has a colour. */
    List<Integer> base(int row) {
        return byRow.containsKey(row) ? byRow.get(row).base() : List.of();
    }

    /** One for each token of the patched side of a row; empty where none has a colour. */
    List<Integer> patched(int row) {
        return byRow.containsKey(row) ? byRow.get(row).patched() : List.of();
    }
}
