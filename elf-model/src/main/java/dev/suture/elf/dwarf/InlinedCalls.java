package dev.suture.elf.dwarf;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Which functions were inlined into which, by symbol name: why a function changes although its own source did not. */
public final class InlinedCalls {
    private final Dwarf dwarf;

    InlinedCalls(Dwarf dwarf) {
        this.dwarf = dwarf;
    }

    /** The calls inlined into the function with that symbol name; empty if there is none, or no such function. */
    public List<InlinedCall> into(String symbolName) {
        return dwarf.functions(symbolName).stream()
                .flatMap(function -> function.inlined().stream())
                .toList();
    }

    /** The symbol names of the functions that contain code of the named one. */
    public Set<String> containing(String inlinedName) {
        return dwarf.units().stream()
                .flatMap(unit -> unit.functions().stream())
                .filter(function -> function.inlined().stream()
                        .anyMatch(call -> call.linkageName().orElse(call.name()).equals(inlinedName)
                                || call.name().equals(inlinedName)))
                .map(DebugFunction::symbolName)
                .collect(Collectors.toUnmodifiableSet());
    }
}
