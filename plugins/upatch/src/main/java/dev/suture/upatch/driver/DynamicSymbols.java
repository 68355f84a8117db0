package dev.suture.upatch.driver;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.elf.SymbolTable;
import dev.suture.elf.X86_64;
import dev.suture.nativebridge.MemoryMapping;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the dynamic linker bound for a target in its process. Functions the target already imports are reached through
 * the target's own GOT slots, so a patch calls what the target calls, whichever library, version or indirect function
 * that is, bound already or not.
 */
final class DynamicSymbols {
    private final TargetInProcess target;
    private final Map<String, Long> dataSlots = new HashMap<>();
    private final Map<String, Long> callSlots = new HashMap<>();
    private final Map<String, Long> threadSlots = new HashMap<>();
    private final List<Library> libraries = new ArrayList<>();
    private boolean librariesRead;

    private record Library(ElfFile file, long bias) {}

    DynamicSymbols(TargetInProcess target) {
        this.target = target;
        SymbolTable symbols = target.file().dynamicSymbols();
        for (Section section : target.file().sections()) {
            if (section.type() == Section.RELA && section.has(Section.ALLOC)) {
                target.file().relocations(section).forEach(r -> addSlot(symbols, r));
            }
        }
    }

    private void addSlot(SymbolTable symbols, Relocation relocation) {
        if (relocation.symbol() == 0) {
            return;
        }
        long address = target.address(relocation.offset());
        String name = symbols.get(relocation.symbol()).name();
        switch (X86_64.of(relocation.type())) {
            case R_X86_64_GLOB_DAT -> dataSlots.putIfAbsent(name, address);
            case R_X86_64_JUMP_SLOT -> callSlots.putIfAbsent(name, address);
            case R_X86_64_TPOFF64 -> threadSlots.putIfAbsent(name, address);
            default -> {}
        }
    }

    /**
     * The target's slot with the address of a symbol; where it has only one for calls, with the address of code that
     * finds the function when it is first called.
     */
    Optional<Long> callSlot(String name) {
        return Optional.ofNullable(dataSlots.getOrDefault(name, callSlots.get(name)));
    }

    /** The target's slot with the offset of a thread-local variable from the thread pointer. */
    Optional<Long> threadSlot(String name) {
        return Optional.ofNullable(threadSlots.get(name));
    }

    /**
     * The address of a symbol that a library of the process exports, looked for in the order the libraries were mapped.
     * Indirect functions are not found: their address is known only to their resolver.
     */
    Optional<Long> exported(String name) {
        readLibraries();
        for (Library library : libraries) {
            for (Symbol symbol : library.file.dynamicSymbols()) {
                if (!symbol.isUndefined()
                        && (symbol.type() == Symbol.Type.FUNCTION || symbol.type() == Symbol.Type.OBJECT)
                        && symbol.name().equals(name)) {
                    return Optional.of(library.bias + symbol.value());
                }
            }
        }
        return Optional.empty();
    }

    private void readLibraries() {
        if (librariesRead) {
            return;
        }
        librariesRead = true;
        Set<String> seen = new HashSet<>();
        for (MemoryMapping mapping : target.process().maps()) {
            if (mapping.fileBacked() && seen.add(mapping.device() + ":" + mapping.inode())) {
                library(mapping).ifPresent(libraries::add);
            }
        }
    }

    private Optional<Library> library(MemoryMapping mapping) {
        try {
            ElfFile file = ElfFile.open(mapping.path(), target.process().fileOf(mapping));
            return Optional.of(new Library(file, TargetInProcess.bias(file, mapping)));
        } catch (ElfFormatException | UncheckedIOException e) {
            // Data files are mapped too.
            return Optional.empty();
        }
    }
}
