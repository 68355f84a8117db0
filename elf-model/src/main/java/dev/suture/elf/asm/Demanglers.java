package dev.suture.elf.asm;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Asks the demanglers that are installed. They are looked up once and shared. */
public final class Demanglers {
    /** What every mangled name of the Itanium C++ ABI begins with. */
    private static final String PREFIX = "_Z";

    private Demanglers() {}

    /** The readable form of a mangled name; empty if it is not mangled or nothing here can read it. */
    public static Optional<String> demangle(String name) {
        // Most names are plain C: those cost nothing, and neither does looking for a demangler then.
        if (!name.startsWith(PREFIX)) {
            return Optional.empty();
        }
        return Found.ALL.stream().flatMap(d -> d.demangle(name).stream()).findFirst();
    }

    /** All demanglers on the class path, the preferred ones first, whether usable here or not. */
    public static List<Demangler> all() {
        return Found.ALL;
    }

    /** Loaded on first use; a list that never changes. */
    private static final class Found {
        private static final List<Demangler> ALL =
                ServiceLoader.load(Demangler.class, Demangler.class.getClassLoader()).stream()
                        .map(ServiceLoader.Provider::get)
                        .sorted(Comparator.comparingInt(Demangler::priority).reversed())
                        .toList();
    }
}
