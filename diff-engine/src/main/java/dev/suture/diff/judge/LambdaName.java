package dev.suture.diff.judge;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Mangled names of lambdas: {@code Ul <parameter types> E [number] _} (Itanium C++ ABI, 5.1.8 "Closure types"). Goes
 * through a name once: those of malformed files may be long.
 */
final class LambdaName {
    private static final Pattern END = Pattern.compile("E\\d*_");
    private static final String START = "Ul";

    private LambdaName() {}

    /** The name without the numbers of its lambdas; empty if it has none. */
    static Optional<String> stem(String name) {
        StringBuilder stem = new StringBuilder();
        Matcher end = END.matcher(name);
        int copied = 0;
        for (int start = name.indexOf(START); start >= 0 && end.find(start + START.length()); ) {
            int foreign = lastForeign(name, start, end.start());
            if (foreign < 0) {
                stem.append(name, copied, end.start() + 1).append('_');
                copied = end.end();
                start = name.indexOf(START, copied);
            } else {
                start = name.indexOf(START, foreign);
            }
        }
        return copied == 0
                ? Optional.empty()
                : Optional.of(stem.append(name, copied, name.length()).toString());
    }

    /** The last character between both that no mangled type has, -1 if there is none. */
    private static int lastForeign(String name, int from, int to) {
        int at = to - 1;
        while (at >= from && (Character.isLetterOrDigit(name.charAt(at)) || name.charAt(at) == '_')) {
            at--;
        }
        return at < from ? -1 : at;
    }
}
