package dev.suture.diff.item;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Section;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Which section of a linked file lies at an address. */
final class AddressMap {
    private final TreeMap<Long, Section> byAddress = new TreeMap<>();

    /**
     * @throws dev.suture.elf.ElfFormatException if a section begins in one half of the address space and ends in the
     *     other: between them no machine has addresses
     */
    AddressMap(ElfFile file) {
        for (Section section : file.sections()) {
            if (section.has(Section.ALLOC) && section.address() > Long.MAX_VALUE - section.size()) {
                throw file.bytes()
                        .error(
                                section.offset(),
                                "section %s of %d bytes not to begin at 0x%x, where there is no room for it"
                                        .formatted(section.name(), section.size(), section.address()));
            }
            // Thread-local zeros take no addresses: what stands there is the next section (ELF gABI, "TLS").
            boolean hasAddresses = section.has(Section.ALLOC)
                    && section.size() > 0
                    && !(section.has(Section.TLS) && section.type() == Section.NOBITS);
            if (hasAddresses) {
                byAddress.put(section.address(), section);
            }
        }
    }

    /** The section that holds the address, or ends there: a pointer behind an array's last element is one to it. */
    Optional<Section> section(long address) {
        Map.Entry<Long, Section> floor = byAddress.floorEntry(address);
        return Optional.ofNullable(floor).map(Map.Entry::getValue).filter(s -> address - s.address() <= s.size());
    }
}
