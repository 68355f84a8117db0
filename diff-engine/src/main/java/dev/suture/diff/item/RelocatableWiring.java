package dev.suture.diff.item;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Machine;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.elf.X86_64;
import dev.suture.elf.asm.CodeReference;
import dev.suture.elf.asm.CodeScanner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/**
 * The references of a relocatable file: its relocations, and the branches between functions of one section that the
 * assembler has resolved itself.
 */
final class RelocatableWiring implements Wiring {
    private static final int BRANCH = X86_64.R_X86_64_PLT32.number();

    private final ElfFile file;
    private final DecodedSymbols symbols;
    private final Optional<CodeScanner> scanner;
    private final AtomicReferenceArray<List<Relocation>> relocationsBySection;

    RelocatableWiring(ElfFile file, DecodedSymbols symbols) {
        this.file = file;
        this.symbols = symbols;
        this.relocationsBySection = new AtomicReferenceArray<>(file.sections().size());
        this.scanner = CodeScanner.forMachine(file.header().machine());
    }

    @Override
    public List<Wire> in(Section section, long from, long to) {
        List<Relocation> relocations = relocations(section);
        List<Wire> wires = new ArrayList<>();
        for (int i = firstAtOrAfter(relocations, from); i < relocations.size(); i++) {
            Relocation relocation = relocations.get(i);
            if (relocation.offset() >= to) {
                break;
            }
            wires.add(wire(section, from, relocation));
        }
        if (section.isCode() && file.header().machine() == Machine.AARCH64) {
            List<Relocation> inside =
                    relocations.subList(firstAtOrAfter(relocations, from), firstAtOrAfter(relocations, to));
            new AnchoredData(file, symbols, section).put(wires, inside, from, to);
        }
        boolean sharesSection = from > 0 || to < section.size();
        if (section.isCode() && sharesSection) {
            addResolvedBranches(section, from, to, wires);
        }
        return wires;
    }

    private static int firstAtOrAfter(List<Relocation> relocations, long offset) {
        int low = 0;
        int high = relocations.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (relocations.get(middle).offset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private List<Relocation> relocations(Section section) {
        List<Relocation> known = relocationsBySection.get(section.index());
        if (known == null) {
            known = decode(section);
            relocationsBySection.set(section.index(), known);
        }
        return known;
    }

    private List<Relocation> decode(Section section) {
        List<Section> tables = file.relocationSectionsOf(section);
        if (tables.isEmpty()) {
            return List.of();
        }
        List<Relocation> all = new ArrayList<>();
        tables.forEach(table -> all.addAll(file.relocations(table)));
        // gas does not write them in order where a function has a hot and a cold part.
        all.sort(Comparator.comparingLong(Relocation::offset));
        return all;
    }

    private Wire wire(Section section, long itemStart, Relocation relocation) {
        Wire.End end = end(section, itemStart, relocation);
        return new Wire(relocation.offset(), relocation.type(), relocation.addend(), 0, end);
    }

    private Wire.End end(Section section, long itemStart, Relocation relocation) {
        if (relocation.symbol() == 0) {
            return new Wire.Number(0);
        }
        Symbol symbol = symbols.get(relocation.symbol());
        if (symbol.isUndefined() || symbol.sectionIndex() == Symbol.COMMON) {
            return new Wire.Name(symbol.name());
        }
        if (!symbol.isInSection()) {
            return new Wire.Number(symbol.value());
        }
        // A section symbol says only where the section starts; which item is meant, the addend tells.
        long at = symbol.type() == Symbol.Type.SECTION
                ? relocation.addend() + bias(section, itemStart, relocation)
                : symbol.value();
        return new Wire.Place(symbol.sectionIndex(), Math.max(0, at), symbol.value());
    }

    /**
     * What to add to the addend of a PC-relative relocation to get the place it leads to. In code the distance counts
     * from the next instruction, which on x86-64 begins behind the field's 4 bytes and an immediate operand, if any. In a
     * table of distances ({@code .long .L4 - .L3}) it counts from the table's start.
     */
    private long bias(Section section, long itemStart, Relocation relocation) {
        if (file.header().machine() != Machine.X86_64
                || !X86_64.of(relocation.type()).isPcRelative()) {
            return 0;
        }
        return section.isCode()
                ? 4 + Immediate.after(section.contents(), relocation.offset())
                : itemStart - relocation.offset();
    }

    private void addResolvedBranches(Section section, long from, long to, List<Wire> wires) {
        if (scanner.isEmpty()) {
            return;
        }
        byte[] code = section.contents().copy(from, (int) (to - from));
        Set<Long> relocated = new HashSet<>();
        wires.forEach(w -> relocated.add(w.offset() - from));
        List<Wire> branches = new ArrayList<>();
        scanner.get().scan(code, 0, code.length, reference -> {
            boolean leaves = reference.target() < 0 || reference.target() >= code.length;
            if (leaves && !relocated.contains((long) reference.field())) {
                branches.add(resolved(section, from, reference));
            }
        });
        if (!branches.isEmpty()) {
            wires.addAll(branches);
            wires.sort(Comparator.comparingLong(Wire::offset));
        }
    }

    private static Wire resolved(Section section, long from, CodeReference reference) {
        long target = Math.max(0, from + reference.target());
        boolean wholeBytes = reference.shape() == 0;
        return new Wire(
                from + reference.field(),
                wholeBytes ? BRANCH : reference.shape(),
                wholeBytes ? -4 : 0,
                reference.width(),
                new Wire.Place(section.index(), target, target));
    }

    @Override
    public void eachPlace(Consumer<Wire.Place> consumer) {
        for (Section section : file.sections()) {
            if (section.has(Section.ALLOC)) {
                for (Relocation relocation : relocations(section)) {
                    // Tables of distances lead into code, which symbols divide; only the other kinds matter here.
                    if (end(section, relocation.offset(), relocation) instanceof Wire.Place place) {
                        consumer.accept(place);
                    }
                }
            }
        }
    }
}
