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
import java.util.BitSet;
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
    private final AtomicReferenceArray<SortedRelocations> relocationsBySection;

    RelocatableWiring(ElfFile file, DecodedSymbols symbols) {
        this.file = file;
        this.symbols = symbols;
        this.relocationsBySection = new AtomicReferenceArray<>(file.sections().size());
        this.scanner = CodeScanner.forMachine(file.header().machine());
    }

    @Override
    public List<Wire> in(Section section, long from, long to) {
        List<Wire> wires = asLinked(section, from, to);
        if (section.isCode() && file.header().machine() == Machine.AARCH64) {
            SortedRelocations relocations = relocations(section);
            List<Relocation> between = relocations.between(relocations.firstFrom(from), relocations.firstFrom(to));
            new AnchoredData(file, symbols, section).put(wires, between, from, to);
        }
        return wires;
    }

    @Override
    public List<Wire> asLinked(Section section, long from, long to) {
        SortedRelocations relocations = relocations(section);
        int first = relocations.firstFrom(from);
        int end = relocations.firstFrom(to);
        List<Wire> wires = new ArrayList<>(Math.max(0, end - first));
        for (int i = first; i < end; i++) {
            wires.add(new Wire(
                    relocations.offset(i),
                    relocations.type(i),
                    relocations.addend(i),
                    0,
                    end(section, from, relocations, i)));
        }
        boolean sharesSection = from > 0 || to < section.size();
        if (section.isCode() && sharesSection) {
            addResolvedBranches(section, from, to, wires);
        }
        return wires;
    }

    private SortedRelocations relocations(Section section) {
        SortedRelocations known = relocationsBySection.get(section.index());
        if (known == null) {
            known = SortedRelocations.of(file, section);
            relocationsBySection.set(section.index(), known);
        }
        return known;
    }

    private Wire.End end(Section section, long itemStart, SortedRelocations relocations, int i) {
        if (relocations.symbol(i) == 0) {
            return new Wire.Number(0);
        }
        Symbol symbol = symbols.get(relocations.symbol(i));
        if (symbol.isUndefined() || symbol.sectionIndex() == Symbol.COMMON) {
            return new Wire.Name(symbol.name());
        }
        if (!symbol.isInSection()) {
            return new Wire.Number(symbol.value());
        }
        // A section symbol says only where the section starts; which item is meant, the addend tells.
        long at = symbol.type() == Symbol.Type.SECTION
                ? relocations.addend(i) + bias(section, itemStart, relocations.type(i), relocations.offset(i))
                : symbol.value();
        return new Wire.Place(symbol.sectionIndex(), Math.max(0, at), symbol.value());
    }

    /**
     * What to add to the addend of a PC-relative relocation to get the place it leads to. In code the distance counts
     * from the next instruction, which on x86-64 begins behind the field's 4 bytes and an immediate operand, if any. In a
     * table of distances ({@code .long .L4 - .L3}) it counts from the table's start.
     */
    private long bias(Section section, long itemStart, int type, long offset) {
        if (file.header().machine() != Machine.X86_64 || !X86_64.of(type).isPcRelative()) {
            return 0;
        }
        return section.isCode() ? 4 + Immediate.after(section.contents(), offset) : itemStart - offset;
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
    public void eachPlace(BitSet sections, Consumer<Wire.Place> consumer) {
        for (Section section : file.sections()) {
            if (section.has(Section.ALLOC)) {
                SortedRelocations relocations = relocations(section);
                for (int i = 0; i < relocations.size(); i++) {
                    // Tables of distances lead into code, which symbols divide; only the other kinds matter here.
                    if (leadsInto(sections, relocations.symbol(i))
                            && end(section, relocations.offset(i), relocations, i) instanceof Wire.Place place) {
                        consumer.accept(place);
                    }
                }
            }
        }
    }

    private boolean leadsInto(BitSet sections, int symbol) {
        int section = file.symbols().sectionIndexOf(symbol);
        return section > Symbol.UNDEFINED && sections.get(section);
    }
}
