package dev.suture.diff.item;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.elf.asm.CodeScanner;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts the data that AArch64 code addresses from an anchor in the anchor's place. */
final class AnchoredData {
    private final ElfFile file;
    private final DecodedSymbols symbols;
    private final Section section;

    AnchoredData(ElfFile file, DecodedSymbols symbols, Section section) {
        this.file = file;
        this.symbols = symbols;
        this.section = section;
    }

    /**
     * @param wires the references in {@code [from, to)}, which are changed in place and stay in order
     * @param relocations those of the same piece
     */
    void put(List<Wire> wires, List<Relocation> relocations, long from, long to) {
        if (wires.stream().noneMatch(this::mayBeAnchored)) {
            return;
        }
        Set<Long> targets = new HashSet<>();
        byte[] code = section.contents().copy(from, (int) (to - from));
        CodeScanner.forMachine(file.header().machine())
                .ifPresent(s -> s.scan(code, 0, code.length, r -> targets.add(from + r.target())));
        SectionAnchors anchors = new SectionAnchors(section, relocations, this::anchor);
        List<Wire> found = anchors.in(from, to, targets::contains);
        Set<Long> only = anchors.onlyAnchors();
        wires.replaceAll(
                w -> only.contains(w.offset()) && w.end() instanceof Wire.Place place ? anchorAlone(w, place) : w);
        wires.addAll(found);
        wires.sort(Comparator.comparingLong(Wire::offset));
    }

    private Wire anchorAlone(Wire wire, Wire.Place place) {
        Wire.End end = new Wire.Name(file.section(place.section()).name());
        return new Wire(wire.offset(), wire.type(), 0, wire.width(), end);
    }

    private boolean mayBeAnchored(Wire wire) {
        return wire.end() instanceof Wire.Place place
                && !file.section(place.section()).isCode()
                && !file.section(place.section()).has(Section.MERGE);
    }

    /** The place of a relocation by a section or a label, from which distances may count; no place for named data. */
    private Wire.End anchor(Relocation relocation) {
        if (relocation.symbol() == 0) {
            return new Wire.Number(0);
        }
        Symbol symbol = symbols.get(relocation.symbol());
        boolean label = symbol.type() == Symbol.Type.NONE && symbol.isLocal();
        boolean anchor = symbol.isInSection()
                && (symbol.type() == Symbol.Type.SECTION || label)
                && !file.section(symbol.sectionIndex()).has(Section.MERGE);
        long at = symbol.value() + relocation.addend();
        return anchor ? new Wire.Place(symbol.sectionIndex(), at, at) : new Wire.Number(0);
    }
}
