package dev.suture.elf.dwarf;

import java.util.List;

/**
 * What a function takes and gives, as far as debugging information shows it: enough to tell that an interface changed.
 * Types are named as in C (structures by their tag, not by their members; C++ names without their namespaces).
 *
 * @param returnType {@code void} for none
 * @param parameterTypes in order; {@code ...} stands for a variable part; C++ methods have {@code this} first
 */
public record FunctionSignature(String name, String returnType, List<String> parameterTypes) {
    @Override
    public String toString() {
        return "%s %s(%s)".formatted(returnType, name, String.join(", ", parameterTypes));
    }
}
