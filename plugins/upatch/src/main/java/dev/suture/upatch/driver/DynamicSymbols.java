package dev.suture.upatch.driver;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfFormatException;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.elf.SymbolTable;
import dev.suture.nativebridge.MemoryMapping;
import dev.suture.nativebridge.ProcessMemory;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the dynamic linker bound for a target in its process. Functions the target already imports are reached through
 * the target's own GOT slots, so a patch calls what the target calls, whichever library, version or indirect function
 * that is, bound already or not.
 */
final class DynamicSymbols {
    private final TargetInProcess target;
    private final ProcessMemory memory;
    private final LoadOrder order;
    private final Map<String, Long> dataSlots = new HashMap<>();
    private final Map<String, Long> callSlots = new HashMap<>();
    private final Map<String, Long> threadSlots = new HashMap<>();
    private final List<Library> libraries = new ArrayList<>();
    private boolean librariesRead;

    DynamicSymbols(TargetInProcess target, ProcessMemory memory) {
        this.target = target;
        this.memory = memory;
        this.order = LoadOrder.of(target.process(), memory);
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
        switch (target.abi().dynamicSlot(relocation.type())) {
            case ADDRESS -> dataSlots.putIfAbsent(name, address);
            case CALL -> callSlots.putIfAbsent(name, address);
            case THREAD_OFFSET -> threadSlots.putIfAbsent(name, address);
            case RESOLVED, OTHER -> {}
        }
    }

    /**
     * The target's slot with the address of a symbol; where it has only one for calls, with the address of code that
     * finds the function when it is first called.
     */
    Optional<Long> callSlot(String name) {
        return Optional.ofNullable(dataSlots.getOrDefault(name, callSlots.get(name)));
    }

    /**
     * The target's slot with the address of a symbol, or of code that may stand for it wherever it is called from. Empty
     * too where code behind the slot has yet to be found and can be only by a call through the slot.
     */
    Optional<Long> addressSlot(String name) {
        return callSlot(name)
                .filter(slot -> dataSlots.containsKey(name)
                        || target.abi().unboundSlotsHoldCode()
                        || isBound(memory.readLong(slot)));
    }

    /** Until it is bound a slot leads into the target's own table. */
    private boolean isBound(long address) {
        return address < target.start() || address >= target.end();
    }

    /**
     * What the target's own slot for a symbol would hold: its address, or a thread-local variable's offset. Empty if it has
     * none and nobody exports the symbol.
     */
    Optional<Long> value(String name) {
        return Optional.ofNullable(dataSlots.get(name))
                .or(() -> threadSlot(name))
                .map(memory::readLong)
                // A slot for calls may hold the address of code that has yet to find the function.
                .or(() -> exported(name))
                .or(() -> addressSlot(name).map(memory::readLong));
    }

    /** Whether the target has a slot that holds the symbol's very address. */
    boolean hasDataSlot(String name) {
        return dataSlots.containsKey(name);
    }

    /** The target's slot with the offset of a thread-local variable from the thread pointer. */
    Optional<Long> threadSlot(String name) {
        return Optional.ofNullable(threadSlots.get(name));
    }

    /**
     * The address of a symbol that the program or a library exports, looked for in the order in which the dynamic linker
     * loaded them, in its default version.
     */
    Optional<Long> exported(String name) {
        readLibraries();
        return libraries.stream()
                .map(l -> l.exported(name, memory))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What an indirect function of the target itself was resolved to. */
    Optional<Long> resolved(Symbol indirect) {
        return new Library(target.file(), target.bias())
                .resolved(indirect.value(), memory)
                .or(() -> Optional.ofNullable(dataSlots.get(indirect.name())).map(memory::readLong));
    }

    /**
     * What the target's own slot holds for a symbol that it defines and exports: another object's definition where that
     * goes before the target's, such as the program's copy of a library's variable. Empty if it has no such slot.
     *
     * @param value the symbol's value in the target
     */
    Optional<Long> preempting(String name, long value) {
        boolean isExported = target.file().dynamicSymbols().stream()
                .anyMatch(s -> s.name().equals(name) && !s.isUndefined() && s.value() == value && s.visibility() == 0);
        return isExported ? Optional.ofNullable(dataSlots.get(name)).map(memory::readLong) : Optional.empty();
    }

    /** Whether the target is the program itself and not a library of it. */
    boolean isMainProgram() {
        return order.programHeaders() >= target.start() && order.programHeaders() < target.end();
    }

    private void readLibraries() {
        if (librariesRead) {
            return;
        }
        librariesRead = true;
        Map<String, List<MemoryMapping>> byFile = new LinkedHashMap<>();
        for (MemoryMapping mapping : target.process().maps()) {
            if (mapping.fileBacked()) {
                byFile.computeIfAbsent(mapping.device() + ":" + mapping.inode(), k -> new ArrayList<>())
                        .add(mapping);
            }
        }
        SortedMap<Integer, Library> inOrder = new TreeMap<>();
        byFile.values().forEach(m -> {
            int position = position(m);
            if (position >= 0) {
                library(m).ifPresent(l -> inOrder.put(position, l));
            }
        });
        libraries.addAll(inOrder.values());
    }

    /** The file's place in the dynamic linker's order; negative if it is mapped, but not as a part of the program. */
    private int position(List<MemoryMapping> mappings) {
        for (int i = 0; i < order.dynamicSections().size(); i++) {
            long dynamic = order.dynamicSections().get(i);
            if (mappings.stream().anyMatch(m -> m.contains(dynamic))) {
                return i;
            }
        }
        return -1;
    }

    private Optional<Library> library(List<MemoryMapping> mappings) {
        MemoryMapping mapping =
                mappings.stream().filter(MemoryMapping::executable).findFirst().orElse(mappings.getFirst());
        try {
            ElfFile file = ElfFile.open(mapping.path(), target.process().fileOf(mapping));
            return Optional.of(new Library(
                    file, TargetInProcess.bias(file, mapping, target.process().pageSize())));
        } catch (ElfFormatException | UncheckedIOException e) {
            // Gone or replaced since it was loaded: what it exports cannot be known.
            return Optional.empty();
        }
    }
}
