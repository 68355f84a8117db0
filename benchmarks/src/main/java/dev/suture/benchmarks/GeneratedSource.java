package dev.suture.benchmarks;

/**
 * A C source of any number of functions, each with what makes comparing objects work: a string literal, floating-point
 * constants, a static local whose name the compiler numbers, calls to its neighbours, now and then a switch. The same
 * arguments always give the same text.
 *
 * @param functions how many functions, at least 1
 */
public record GeneratedSource(int functions) {
    private static final int EVERY_SWITCH = 8;
    private static final int CASES = 9;

    public GeneratedSource {
        if (functions < 1) {
            throw new IllegalArgumentException("a source has at least one function, not " + functions);
        }
    }

    /** The name of the only function whose literal differs in the {@linkplain #patched patched} text. */
    public String changedFunction() {
        return name(changed());
    }

    private int changed() {
        return functions / 2;
    }

    /** The source as it was. */
    public String base() {
        return text("");
    }

    /** The source with one string literal longer by a word; nothing else differs. */
    public String patched() {
        return text(", with care");
    }

    private String text(String addition) {
        StringBuilder text = new StringBuilder("extern int note(const char *format, int value);\n\n");
        for (int i = 0; i < functions; i++) {
            // Inlined into its callers, the changed function would change them as well.
            text.append("__attribute__((noinline)) int %s(int value);\n".formatted(name(i)));
        }
        for (int i = 0; i < functions; i++) {
            function(text, i, i == changed() ? addition : "");
        }
        return text.toString();
    }

    private void function(StringBuilder text, int i, String addition) {
        text.append("""

                int %s(int value)
                {
                    static int count = %d;
                    double share = value * %d.%d;
                    count += note("step %d: value %%d is taken%s\\n", value);
                    if (value > %d)
                        share += count / %d.5;
                """.formatted(name(i), i + 1, i % 97, 1 + i % 89, i, addition, i % 50, 3 + i % 41));
        if (i % EVERY_SWITCH == 0) {
            cases(text, i);
        }
        text.append("""
                    if (value > 0)
                        return %s(value - 1) + %s(value / 2) + (int)share;
                    return count;
                }
                """.formatted(name((i + 1) % functions), name((i + 7) % functions)));
    }

    /** Cases that each do something of their own, so that the compiler makes a table of jumps. */
    private static void cases(StringBuilder text, int i) {
        text.append("    switch (value) {\n");
        for (int c = 0; c < CASES; c++) {
            text.append(
                    "    case %d:\n        count += note(\"case %d\", share > %d.25 ? count : %d);\n        break;\n"
                            .formatted(c, c, c, i + c));
        }
        text.append("    }\n");
    }

    private static String name(int i) {
        return "step_%05d".formatted(i);
    }
}
