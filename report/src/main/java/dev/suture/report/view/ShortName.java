package dev.suture.report.view;

/**
 * Demangled names for places with little room: what stands between angle brackets and parentheses is left out where it
 * is long.
 */
final class ShortName {
    private static final String STRING =
            "std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >";
    private static final String OPERATOR = "operator";
    private static final String ANONYMOUS = "(anonymous namespace)";
    /** Of so many characters a list still says more than it hides. */
    private static final int SHORT = 16;

    private final String name;
    private final StringBuilder result = new StringBuilder();
    private int at;

    private ShortName(String name) {
        this.name = name.replace(STRING, "std::string");
    }

    static String of(String demangled) {
        return withoutReturnType(new ShortName(demangled).make());
    }

    /** Only names of templates say what they return; {@code vtable for x} and {@code operator new} are no types. */
    private static String withoutReturnType(String name) {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (name.startsWith(OPERATOR, i) || c == '(' && depth == 0 && !name.startsWith(ANONYMOUS, i)) {
                return name.substring(start);
            }
            depth += c == '<' || c == '(' ? 1 : c == '>' || c == ')' ? -1 : 0;
            start = c == ' ' && depth == 0 ? i + 1 : start;
        }
        return name;
    }

    private String make() {
        while (at < name.length()) {
            if (name.startsWith(OPERATOR, at)) {
                operator();
            } else if (name.startsWith(ANONYMOUS, at)) {
                copyTo(at + ANONYMOUS.length());
            } else if (name.charAt(at) == '<' || name.charAt(at) == '(') {
                list();
            } else {
                copyTo(at + 1);
            }
        }
        return result.toString();
    }

    /** The signs of an operator are no brackets. */
    private void operator() {
        copyTo(at + OPERATOR.length());
        if (name.startsWith("()", at)) {
            copyTo(at + 2);
        }
        while (at < name.length() && "<>=-!+*/&|^%~[],".indexOf(name.charAt(at)) >= 0) {
            boolean arguments = name.charAt(at) == '<'
                    && !name.startsWith("<<", at)
                    && !name.startsWith("<=", at)
                    && !result.toString().endsWith(OPERATOR);
            if (arguments) {
                return;
            }
            copyTo(name.startsWith("<<", at) ? at + 2 : at + 1);
        }
    }

    private void list() {
        int end = closing();
        if (end < 0) {
            copyTo(name.length());
        } else if (end - at - 1 <= SHORT) {
            copyTo(end + 1);
        } else {
            result.append(name.charAt(at)).append('…').append(name.charAt(end));
            at = end + 1;
        }
    }

    private int closing() {
        int depth = 0;
        for (int i = at; i < name.length(); i++) {
            switch (name.charAt(i)) {
                case '<', '(' -> depth++;
                case '>' -> depth -= i > 0 && name.charAt(i - 1) == '-' ? 0 : 1;
                case ')' -> depth--;
                default -> {
                    // Part of the list.
                }
            }
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private void copyTo(int end) {
        result.append(name, at, end);
        at = end;
    }
}
