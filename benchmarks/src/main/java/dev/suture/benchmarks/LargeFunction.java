package dev.suture.benchmarks;

/**
 * A C source of one function so long that nobody reads it whole, as parsers and interpreters are: calls with literals,
 * comparisons, jumps.
 *
 * @param statements how many statements, at least 1
 */
record LargeFunction(int statements) {
    static final String NAME = "long_way";

    String base() {
        return text("");
    }

    /** The source with a statement more and a longer literal in its middle. */
    String patched() {
        return text(", with care");
    }

    private String text(String addition) {
        StringBuilder text = new StringBuilder(
                "extern int note(const char *format, int value);\n\nint %s(int value)\n{\n".formatted(NAME));
        for (int i = 0; i < statements; i++) {
            boolean changed = i == statements / 2 && !addition.isEmpty();
            text.append("    if (value %% %d == %d)\n        value += note(\"step %d%s\\n\", value ^ %d);\n"
                    .formatted(2 + i % 61, i % 2, i, changed ? addition : "", i * 7));
            if (changed) {
                text.append("    value = note(\"extra step\\n\", value << 2);\n");
            }
        }
        return text.append("    return value;\n}\n").toString();
    }
}
