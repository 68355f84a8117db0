package dev.suture.upatch.build;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Symbol;
import dev.suture.elf.SymbolTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The symbols of a linked target, by name. Local ones remember the source file whose STT_FILE symbol stands before them
 * (ELF gABI, "Symbol Table": it precedes the other local symbols of the file), which tells equal names apart.
 */
final class TargetSymbols {
    private final SymbolTable table;
    private final Map<String, Symbol> globals = new HashMap<>();
    private final Map<String, List<Local>> locals = new HashMap<>();
    private final Set<String> imports = new HashSet<>();
    private final Set<String> files = new HashSet<>();
    private final boolean complete;

    /**
     * A local symbol.
     *
     * @param sourceFile name of the source file it is from; empty if unknown
     */
    record Local(String sourceFile, Symbol symbol) {}

    /**
     * @param target the ELF that processes map
     * @param symbolFile the target itself, or its debug file where the target is stripped
     */
    TargetSymbols(ElfFile target, ElfFile symbolFile) {
        this.table = symbolFile.symbols();
        this.complete = !table.isEmpty();
        String sourceFile = "";
        for (Symbol symbol : table) {
            if (symbol.type() == Symbol.Type.FILE) {
                sourceFile = symbol.name();
                files.add(sourceFile);
            } else if (!symbol.isUndefined() && symbol.type() != Symbol.Type.SECTION) {
                add(sourceFile, symbol);
            }
        }
        for (Symbol symbol : target.dynamicSymbols()) {
            if (symbol.isUndefined()) {
                imports.add(symbol.name());
            } else {
                globals.putIfAbsent(symbol.name(), symbol);
            }
        }
    }

    private void add(String sourceFile, Symbol symbol) {
        if (symbol.isLocal()) {
            locals.computeIfAbsent(symbol.name(), n -> new ArrayList<>()).add(new Local(sourceFile, symbol));
        } else {
            globals.putIfAbsent(symbol.name(), symbol);
        }
    }

    /** Whether there is a full symbol table, not only what the dynamic linker needs. */
    boolean isComplete() {
        return complete;
    }

    /** A symbol every object of the target can refer to; hidden ones are local once linked. */
    Optional<Symbol> global(String name) {
        Symbol global = globals.get(name);
        if (global != null) {
            return Optional.of(global);
        }
        // Linkers put what a visibility or version script made local behind all files' own symbols, under an empty
        // STT_FILE. A static function of some file that has the same name is something else.
        List<Local> candidates = locals.getOrDefault(name, List.of()).stream()
                .filter(l -> l.sourceFile().isEmpty() || l.symbol().visibility() != 0)
                .toList();
        return candidates.size() == 1 ? Optional.of(candidates.getFirst().symbol()) : Optional.empty();
    }

    /** The local symbols of that name that come from that source file. */
    List<Symbol> local(String name, String sourceFile) {
        return locals.getOrDefault(name, List.of()).stream()
                .filter(l -> l.sourceFile().equals(sourceFile))
                .map(Local::symbol)
                .toList();
    }

    /** Whether an object made from a source file of that name was linked in. */
    boolean hasFile(String sourceFile) {
        return files.contains(sourceFile);
    }

    /** Whether any source files are named; stripping all local symbols takes them away. */
    boolean hasFiles() {
        return files.stream().anyMatch(f -> !f.isEmpty());
    }

    /** Whether a local symbol was renamed as link-time optimisation does where names of several files would clash. */
    boolean hasPrivatised() {
        return locals.keySet().stream().anyMatch(n -> n.contains(".lto_priv."));
    }

    /** Whether the dynamic linker binds the name for the target. */
    boolean imports(String name) {
        return imports.contains(name);
    }

    /** Its index in the symbol table that was read; 0, as of no symbol, for one that only the dynamic linker knows. */
    int position(Symbol symbol) {
        boolean read =
                symbol.index() < table.size() && table.get(symbol.index()).equals(symbol);
        return read ? symbol.index() : 0;
    }
}
