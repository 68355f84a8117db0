package dev.suture.elf;

import java.util.Optional;

/**
 * The version of a dynamic symbol (LSB, "Symbol Versioning").
 *
 * @param name the version, e.g. {@code GLIBC_2.34}
 * @param hidden whether the symbol is reached only by naming the version ({@code name@version}, not {@code @@})
 * @param library the library the version is needed from, as its soname; empty for a version this file defines
 */
public record SymbolVersion(String name, boolean hidden, Optional<String> library) {}
