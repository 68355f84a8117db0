package dev.suture.elf.dwarf;

import dev.suture.elf.Lazy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which functions were inlined into which, by symbol name: why a function changes although its own source did not. */
public final class InlinedCalls {
    private final Dwarf dwarf;
    /** Name of what is inlined → symbol names of the functions that contain it; every added function is looked up. */
    private final Lazy<Map<String, Set<String>>> containing = Lazy.of(this::index);

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
        return Set.copyOf(containing.get().getOrDefault(inlinedName, Set.of()));
    }

    private Map<String, Set<String>> index() {
        Map<String, Set<String>> result = new HashMap<>();
        for (CompilationUnit unit : dwarf.units()) {
            for (DebugFunction function : unit.functions()) {
                for (InlinedCall call : function.inlined()) {
                    add(result, call.name(), function);
                    call.linkageName().ifPresent(name -> add(result, name, function));
                }
            }
        }
        return result;
    }

    private static void add(Map<String, Set<String>> index, String name, DebugFunction function) {
        index.computeIfAbsent(name, n -> new HashSet<>()).add(function.symbolName());
    }
}
