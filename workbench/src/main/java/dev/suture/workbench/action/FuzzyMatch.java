package dev.suture.workbench.action;

import java.util.Locale;
import java.util.OptionalInt;

/** Whether a text has the typed letters in their order, and how well: letters that begin words or stand together weigh. */
final class FuzzyMatch {
    private static final int WORD_BEGIN = 8;
    private static final int TOGETHER = 5;

    private FuzzyMatch() {}

    /** Higher is better; empty if the letters are not there. */
    static OptionalInt score(String typed, String text) {
        String wanted = typed.toLowerCase(Locale.ROOT).replace(" ", "");
        String in = text.toLowerCase(Locale.ROOT);
        int score = -in.length() / 8;
        int at = -1;
        for (int i = 0; i < wanted.length(); i++) {
            int next = best(in, wanted.charAt(i), at + 1);
            if (next < 0) {
                return OptionalInt.empty();
            }
            if (next == at + 1 && i > 0) {
                score += TOGETHER;
            }
            if (beginsWord(in, next)) {
                score += WORD_BEGIN;
            }
            at = next;
        }
        return OptionalInt.of(score);
    }

    /** The letter right here, else where it begins a word, else wherever it comes next. */
    private static int best(String text, char letter, int from) {
        if (from < text.length() && text.charAt(from) == letter) {
            return from;
        }
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == letter && beginsWord(text, i)) {
                return i;
            }
        }
        return text.indexOf(letter, from);
    }

    private static boolean beginsWord(String text, int at) {
        return at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
    }
}
