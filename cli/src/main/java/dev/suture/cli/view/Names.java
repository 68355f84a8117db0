package dev.suture.cli.view;

import dev.suture.elf.asm.Demanglers;

/** Names as people write them. */
public final class Names {
    private Names() {}

    /** The demangled name; the name itself where it is not mangled. */
    public static String readable(String name) {
        return Demanglers.demangle(name).orElse(name);
    }
}
