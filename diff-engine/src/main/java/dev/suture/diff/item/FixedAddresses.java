package dev.suture.diff.item;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfHeader;
import dev.suture.elf.Machine;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which numbers of a file that is linked to fixed addresses are addresses: those that lie in its data, or where a function
 * begins. Nothing in the file says so; such files begin at 4 MiB on x86-64, so few other numbers look like one.
 */
final class FixedAddresses {
    private final AddressMap addresses;
    private final Set<Long> functions = new HashSet<>();
    private final boolean fixed;

    FixedAddresses(ElfFile file, AddressMap addresses) {
        this.addresses = addresses;
        this.fixed = file.header().type() == ElfHeader.Type.EXECUTABLE
                && file.header().machine() == Machine.X86_64;
        if (fixed) {
            for (Symbol symbol : file.symbols()) {
                if (symbol.isFunction() && symbol.isInSection()) {
                    functions.add(symbol.value());
                }
            }
        }
    }

    boolean areUsed() {
        return fixed;
    }

    /** Where the number leads if it is an address. */
    Optional<Wire.Place> place(long number, boolean anyCode) {
        if (!fixed || number <= 0) {
            return Optional.empty();
        }
        return addresses
                .section(number)
                .filter(s -> isData(s) || s.isCode() && (anyCode || functions.contains(number)))
                .map(s -> new Wire.Place(s.index(), number - s.address(), number - s.address()));
    }

    private static boolean isData(Section section) {
        return !section.isCode() && (section.type() == Section.PROGBITS || section.type() == Section.NOBITS);
    }
}
