package dev.suture.cli.view;

import dev.suture.elf.asm.Demanglers;

/** Names as people write them. */
public final class Names {
    private Names() {}

    /** The demangled name; the name itself where it is not mangled. */
    public static String readable(String name) {
        return Demanglers.demangle(name).orElse(name);
    }

    /** A sentence about an item that names it as the linker does, with its readable name instead. */
    public static String readable(String sentence, String name) {
        return Demanglers.demangle(name).map(d -> sentence.replace(name, d)).orElse(sentence);
    }
}
