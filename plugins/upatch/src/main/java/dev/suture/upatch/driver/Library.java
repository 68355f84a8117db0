package dev.suture.upatch.driver;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.nativebridge.ProcessMemory;
import dev.suture.upatch.abi.DynamicSlot;
import dev.suture.upatch.abi.ProcessorAbi;
import java.util.Optional;

/**
 * One program or library in a process, asked for what it exports.
 *
 * @param bias what to add to its addresses
 */
record Library(ElfFile file, long bias) {
    /** SHT_GNU_versym: for each dynamic symbol the number of its version, 16 bits (LSB, "Symbol Version Table"). */
    private static final int VERSIONS = 0x6fffffff;
    /** Set for versions kept for old programs ({@code name@VERSION}); nothing new is bound to them. */
    private static final int HIDDEN = 0x8000;

    /** The address of the default version of a function or datum; of an indirect one, of what it was resolved to. */
    Optional<Long> exported(String name, ProcessMemory memory) {
        Optional<Section> versions =
                file.sections().stream().filter(s -> s.type() == VERSIONS).findFirst();
        for (Symbol symbol : file.dynamicSymbols()) {
            if (symbol.name().equals(name) && !symbol.isLocal() && !isHidden(versions, symbol)) {
                if (symbol.type() == Symbol.Type.IFUNC && !symbol.isUndefined()) {
                    return resolved(symbol.value(), memory);
                }
                // gABI, "Symbol Values": an undefined function with a value stands for the function in all comparisons.
                boolean defined = symbol.isUndefined()
                        ? symbol.value() != 0 && symbol.type() == Symbol.Type.FUNCTION
                        : symbol.type() == Symbol.Type.FUNCTION || symbol.type() == Symbol.Type.OBJECT;
                if (defined) {
                    return Optional.of(
                            symbol.sectionIndex() == Symbol.ABSOLUTE ? symbol.value() : bias + symbol.value());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isHidden(Optional<Section> versions, Symbol symbol) {
        return !symbol.isUndefined()
                && versions.filter(v -> (v.contents().u16(symbol.index() * 2L) & HIDDEN) != 0)
                        .isPresent();
    }

    /**
     * What the indirect function with that resolver was resolved to when the library was loaded: the library's own slot
     * for it says so. Empty if it has none.
     */
    Optional<Long> resolved(long resolver, ProcessMemory memory) {
        Optional<ProcessorAbi> abi = ProcessorAbi.of(file.header().machine());
        for (Section section : file.sections()) {
            if (section.type() == Section.RELA && section.has(Section.ALLOC)) {
                for (Relocation relocation : file.relocations(section)) {
                    if (relocation.addend() == resolver
                            && abi.filter(a -> a.dynamicSlot(relocation.type()) == DynamicSlot.RESOLVED)
                                    .isPresent()) {
                        long address = memory.readLong(bias + relocation.offset());
                        return address == 0 || address == resolver ? Optional.empty() : Optional.of(address);
                    }
                }
            }
        }
        return Optional.empty();
    }
}
