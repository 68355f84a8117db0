package dev.suture.elf.dwarf;

import java.util.List;
import java.util.Optional;

/**
 * A call that the compiler replaced with the body of the called function.
 *
 * @param name the function that was inlined
 * @param linkageName its symbol name, where that is another one (C++)
 * @param callSite where the call stands in the source
 * @param depth 0 for a call that stands in the function itself, 1 for one in a function inlined into it, ...
 * @param ranges where its code lies; empty if nothing of it is left
 */
public record InlinedCall(
        String name,
        Optional<String> linkageName,
        Optional<SourceLine> callSite,
        int depth,
        List<AddressRange> ranges) {
    public InlinedCall {
        ranges = List.copyOf(ranges);
    }
}
