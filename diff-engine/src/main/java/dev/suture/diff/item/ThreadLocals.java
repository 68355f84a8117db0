package dev.suture.diff.item;

import dev.suture.elf.ElfFile;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Segment;
import dev.suture.elf.Symbol;
import dev.suture.elf.X86_64;
import java.util.Optional;

/**
 * Where thread-local variables of a linked file lie: in code and in the GOT they are offsets, from the end of the thread's
 * block or from its start (ELF Handling For Thread-Local Storage, "Variant II").
 */
final class ThreadLocals {
    private final ElfFile file;
    private final Optional<Segment> block;

    ThreadLocals(ElfFile file) {
        this.file = file;
        this.block =
                file.segments().stream().filter(s -> s.type() == Segment.TLS).findFirst();
    }

    /** What an offset from the thread pointer means, which points behind the block. */
    Optional<Wire.End> fromEnd(long offset) {
        return block.flatMap(b -> fromStart(roundedUp(b.memorySize(), b.alignment()) + offset));
    }

    /** What an offset from the start of the block means. */
    Optional<Wire.End> fromStart(long offset) {
        if (block.isEmpty() || offset < 0 || offset >= block.get().memorySize()) {
            return Optional.empty();
        }
        long address = block.get().address() + offset;
        return file.sections().stream()
                .filter(s -> s.has(Section.TLS) && address >= s.address() && address - s.address() < s.size())
                .<Wire.End>map(s -> new Wire.Place(s.index(), address - s.address(), address - s.address()))
                .findFirst();
    }

    /** What a slot of the GOT with such a relocation means; empty for others. */
    Optional<Wire.End> slot(Relocation relocation, Optional<Section> section) {
        X86_64 type = X86_64.of(relocation.type());
        if (type != X86_64.R_X86_64_DTPMOD64 && type != X86_64.R_X86_64_TPOFF64) {
            return Optional.empty();
        }
        if (relocation.symbol() != 0) {
            Symbol symbol = file.dynamicSymbols().get(relocation.symbol());
            return symbol.isUndefined() ? Optional.of(new Wire.Name(symbol.name())) : fromStart(symbol.value());
        }
        if (type == X86_64.R_X86_64_TPOFF64) {
            return fromStart(relocation.addend());
        }
        // Behind the module's number stands the offset, which the linker knows where the symbol is local.
        return section.filter(s -> s.type() != Section.NOBITS)
                .map(s -> s.contents().i64(relocation.offset() + 8 - s.address()))
                .flatMap(this::fromStart);
    }

    private static long roundedUp(long size, long alignment) {
        return alignment <= 1 ? size : (size + alignment - 1) / alignment * alignment;
    }
}
