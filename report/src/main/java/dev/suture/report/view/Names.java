package dev.suture.report.view;

import dev.suture.elf.asm.Demanglers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names as people write them. */
public final class Names {
    private static final Pattern MANGLED = Pattern.compile("\\b_Z[A-Za-z0-9_$]+(?:\\.[A-Za-z0-9_]+)*");

    private Names() {}

    /** The demangled name with long lists of types left out, for where there is little room. */
    public static String brief(String name) {
        return Demanglers.demangle(name).map(ShortName::of).orElse(name);
    }

    /** A sentence with its mangled names as {@link #brief} ones. */
    public static String briefly(String sentence) {
        return MANGLED.matcher(sentence).replaceAll(m -> Matcher.quoteReplacement(brief(m.group())));
    }

    /** The demangled name; the name itself where it is not mangled. */
    public static String readable(String name) {
        return Demanglers.demangle(name).orElse(name);
    }

    /** A sentence about an item that names it as the linker does, with its readable name instead. */
    public static String readable(String sentence, String name) {
        return Demanglers.demangle(name).map(d -> sentence.replace(name, d)).orElse(sentence);
    }
}
