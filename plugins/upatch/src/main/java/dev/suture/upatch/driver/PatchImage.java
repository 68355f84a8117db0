package dev.suture.upatch.driver;

import static dev.suture.plugin.PatchException.Kind.REFUSED;

import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Segment;
import dev.suture.elf.Symbol;
import dev.suture.elf.X86_64;
import dev.suture.plugin.PatchException;
import dev.suture.upatch.format.UpatchFile;
import dev.suture.upatch.format.UpatchFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A patch relocated for one place in one process: the bytes to write there. Made outside any freeze; formulas as in the
 * x86-64 psABI, "Relocation Types".
 */
final class PatchImage {
    private final UpatchFile patch;
    private final PatchLayout layout;
    private final TargetInProcess target;
    private final DynamicSymbols dynamic;
    private final long start;
    private final ByteBuffer image;

    private PatchImage(
            UpatchFile patch, PatchLayout layout, TargetInProcess target, DynamicSymbols dynamic, long start) {
        this.patch = patch;
        this.layout = layout;
        this.target = target;
        this.dynamic = dynamic;
        this.start = start;
        this.image = ByteBuffer.allocate(Math.toIntExact(layout.size())).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * @param start where in the process the patch will stand
     * @param original the bytes that stand at the start of each replaced function, in their order
     * @throws PatchException (REFUSED) if a symbol is not found or out of reach
     */
    static byte[] relocate(
            UpatchFile patch,
            PatchLayout layout,
            TargetInProcess target,
            DynamicSymbols dynamic,
            long start,
            List<byte[]> original) {
        PatchImage image = new PatchImage(patch, layout, target, dynamic, start);
        image.copySections();
        image.fillSlots();
        image.fillStubs();
        image.relocateSections();
        image.image.put(0, image.header(original).toBytes());
        return image.image.array();
    }

    private void copySections() {
        for (Section section : layout.loaded()) {
            if (section.type() != Section.NOBITS) {
                image.put(
                        (int) layout.section(section.index()),
                        section.contents().toArray());
            }
        }
    }

    private void fillSlots() {
        layout.slots().forEach((index, offset) -> image.putLong(offset.intValue(), slotValue(layout.symbol(index))));
    }

    /** 0 where the slot stays unused because the target has one itself, or nothing can be bound. */
    private long slotValue(Symbol symbol) {
        if (symbol.type() == Symbol.Type.TLS) {
            return threadOffset(symbol);
        }
        if (symbol.sectionIndex() == Symbol.LIVEPATCH && symbol.type() != Symbol.Type.IFUNC) {
            return dynamic.preempting(symbol.name(), symbol.value()).orElseGet(() -> address(symbol));
        }
        if (!symbol.isUndefined()) {
            return address(symbol);
        }
        boolean targetHasIt = dynamic.hasDataSlot(symbol.name())
                || dynamic.threadSlot(symbol.name()).isPresent();
        return targetHasIt ? 0 : dynamic.exported(symbol.name()).orElse(0L);
    }

    /** {@code ff 25 rel32}: jmp through the target's own slot where it has one, else through the patch's. */
    private void fillStubs() {
        layout.stubs().forEach((index, offset) -> {
            Symbol symbol = layout.symbol(index);
            long slot = dynamic.callSlot(symbol.name()).or(() -> ownSlot(index)).orElseThrow(() -> notFound(symbol));
            long place = start + offset;
            image.put(offset.intValue(), (byte) 0xff).put(offset.intValue() + 1, (byte) 0x25);
            image.putInt(offset.intValue() + 2, distance(symbol, slot - (place + 6)));
        });
    }

    /** The patch's own slot, if it was filled. */
    private Optional<Long> ownSlot(int symbolIndex) {
        long offset = layout.slots().get(symbolIndex);
        // A weak symbol that nobody defines has the address 0 (gABI, "Symbol Table", STB_WEAK).
        boolean empty = image.getLong((int) offset) == 0
                && (!isWeak(layout.symbol(symbolIndex))
                        || dynamic.callSlot(layout.symbol(symbolIndex).name()).isPresent());
        return empty ? Optional.empty() : Optional.of(start + offset);
    }

    private void relocateSections() {
        for (Section section : layout.loaded()) {
            for (Section relocations : patch.elf().relocationSectionsOf(section)) {
                for (Relocation relocation : patch.elf().relocations(relocations)) {
                    relocate(section, relocation);
                }
            }
        }
    }

    private void relocate(Section section, Relocation relocation) {
        int at = (int) (layout.section(section.index()) + relocation.offset());
        long place = start + at;
        Symbol symbol = layout.symbol(relocation.symbol());
        long addend = relocation.addend();
        X86_64 type = X86_64.of(relocation.type());
        switch (type) {
            case R_X86_64_NONE -> {}
            case R_X86_64_64 -> image.putLong(at, address(symbol) + addend);
            case R_X86_64_PC64 -> image.putLong(at, address(symbol) + addend - place);
            case R_X86_64_PC32 -> image.putInt(at, distance(symbol, address(symbol) + addend - place));
            case R_X86_64_PLT32 -> image.putInt(at, distance(symbol, callee(relocation, symbol) + addend - place));
            case R_X86_64_GOTPCREL, R_X86_64_GOTPCRELX, R_X86_64_REX_GOTPCRELX ->
                image.putInt(at, distance(symbol, slot(relocation, symbol) + addend - place));
            case R_X86_64_GOTTPOFF ->
                image.putInt(at, distance(symbol, threadSlot(relocation, symbol) + addend - place));
            case R_X86_64_TPOFF32 -> image.putInt(at, distance(symbol, threadOffset(symbol) + addend));
            case R_X86_64_32S -> image.putInt(at, distance(symbol, address(symbol) + addend));
            case R_X86_64_32 -> image.putInt(at, unsigned32(symbol, address(symbol) + addend));
            default -> throw malformed("relocation %s is not supported".formatted(type));
        }
    }

    private long callee(Relocation relocation, Symbol symbol) {
        Long stub = layout.stubs().get(relocation.symbol());
        return stub == null ? address(symbol) : start + stub;
    }

    private long slot(Relocation relocation, Symbol symbol) {
        return ownSlot(relocation.symbol())
                .or(() -> dynamic.callSlot(symbol.name()))
                .orElseThrow(() -> notFound(symbol));
    }

    private long threadSlot(Relocation relocation, Symbol symbol) {
        return symbol.isUndefined()
                ? dynamic.threadSlot(symbol.name()).orElseThrow(() -> notFound(symbol))
                : start + layout.slots().get(relocation.symbol());
    }

    private long address(Symbol symbol) {
        if (symbol.isInSection()) {
            if (!layout.isLoaded(symbol.sectionIndex())) {
                throw malformed("symbol %s lies in a section that is not loaded".formatted(symbol.name()));
            }
            return start + layout.section(symbol.sectionIndex()) + symbol.value();
        }
        return switch (symbol.sectionIndex()) {
            case Symbol.LIVEPATCH ->
                symbol.type() == Symbol.Type.IFUNC
                        ? dynamic.resolved(symbol).orElseThrow(() -> notFound(symbol))
                        : target.address(symbol.value());
            case Symbol.UNDEFINED ->
                symbol.index() == 0
                        ? 0
                        : dynamic.exported(symbol.name())
                                .or(() -> isWeak(symbol) ? Optional.of(0L) : Optional.empty())
                                .orElseThrow(() -> notFound(symbol));
            default -> symbol.value();
        };
    }

    private static boolean isWeak(Symbol symbol) {
        return symbol.binding() == Symbol.Binding.WEAK;
    }

    /**
     * Offset of a thread-local variable of the program from the thread pointer (psABI, "TLS Variant II"): the block of
     * the main program ends at the thread pointer.
     */
    private long threadOffset(Symbol symbol) {
        if (symbol.sectionIndex() != Symbol.LIVEPATCH) {
            throw notFound(symbol);
        }
        if (!dynamic.isMainProgram()) {
            throw new PatchException(
                    REFUSED,
                    "tls-of-library",
                    "The patch uses the thread-local variable %s of %s, which is a library in process %d: where it lies is known only to the dynamic linker."
                            .formatted(
                                    symbol.name(),
                                    target.path(),
                                    target.process().pid()),
                    "Leave thread-local variables of libraries out of the changed functions.");
        }
        Segment block = target.file().segments().stream()
                .filter(s -> s.type() == Segment.TLS)
                .findFirst()
                .orElseThrow(() -> notFound(symbol));
        long alignment = Math.max(1, block.alignment());
        long size = (block.memorySize() + alignment - 1) / alignment * alignment;
        return symbol.value() - size;
    }

    private PatchHeader header(List<byte[]> original) {
        List<PatchHeader.Function> functions = new ArrayList<>();
        for (int i = 0; i < patch.functions().size(); i++) {
            UpatchFunction function = patch.functions().get(i);
            long oldAddress = target.address(function.oldAddress());
            long newAddress = start + layout.section(function.newSection()) + function.newOffset();
            functions.add(new PatchHeader.Function(
                    function.name(),
                    oldAddress,
                    function.oldSize(),
                    newAddress,
                    function.newSize(),
                    original.get(i),
                    Jump.encode(oldAddress, newAddress)));
        }
        return new PatchHeader(patch.metadata().id(), layout.size(), start, functions);
    }

    private int distance(Symbol symbol, long value) {
        if (value != (int) value) {
            throw outOfReach(symbol);
        }
        return (int) value;
    }

    private int unsigned32(Symbol symbol, long value) {
        if (value != Integer.toUnsignedLong((int) value)) {
            throw outOfReach(symbol);
        }
        return (int) value;
    }

    private PatchException outOfReach(Symbol symbol) {
        return new PatchException(
                REFUSED,
                "symbol-out-of-reach",
                "The patch refers to %s in a way that does not reach it in process %d."
                        .formatted(symbol.name(), target.process().pid()),
                "Build the objects with -fPIC.");
    }

    private PatchException notFound(Symbol symbol) {
        return new PatchException(
                REFUSED,
                "symbol-not-found",
                "The patch needs %s, which neither %s nor a library of process %d exports in a way that can be bound now."
                        .formatted(
                                symbol.name(), target.path(), target.process().pid()),
                "Use only functions the target or its libraries already provide.");
    }

    private PatchException malformed(String what) {
        return new PatchException(
                PatchException.Kind.TROUBLE,
                "patch-malformed",
                "The patch %s is malformed: %s.".formatted(patch.elf().name(), what),
                "Build it again.");
    }
}
