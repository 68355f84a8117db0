package dev.suture.elf.asm;

import java.util.Optional;

/**
 * Turns names as linkers see them into names as people write them (Itanium C++ ABI, chapter 5, "Linkage Names").
 * Implementations are found with {@link java.util.ServiceLoader} and are safe for use by several threads.
 */
public interface Demangler {
    /**
     * The name in the words of its source language, parameters included.
     *
     * @return empty if the name is not mangled, or what is needed to read it is not installed
     */
    Optional<String> demangle(String name);

    /** Preference among several: the highest is asked first. */
    int priority();
}
