package dev.suture.elf.dwarf;

import java.util.List;
import java.util.Optional;

/**
 * A function with code of its own (DW_TAG_subprogram with addresses), as the debugging information describes it.
 *
 * @param name as in the source
 * @param linkageName the symbol name, where that is another one (C++)
 * @param ranges its code; several if it was split into hot and cold parts. The first holds the entry point
 * @param declaration where the source defines it
 * @param signature its types
 * @param inlined what was inlined into it, in the order of the debugging information
 */
public record DebugFunction(
        String name,
        Optional<String> linkageName,
        List<AddressRange> ranges,
        Optional<SourceLine> declaration,
        FunctionSignature signature,
        List<InlinedCall> inlined) {
    /** The name its symbol has. */
    public String symbolName() {
        return linkageName.orElse(name);
    }
}
