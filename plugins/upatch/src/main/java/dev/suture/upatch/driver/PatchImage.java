package dev.suture.upatch.driver;

import static dev.suture.plugin.PatchException.Kind.REFUSED;

import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Segment;
import dev.suture.elf.Symbol;
import dev.suture.plugin.PatchException;
import dev.suture.upatch.abi.OutOfReachException;
import dev.suture.upatch.abi.ProcessorAbi;
import dev.suture.upatch.format.UpatchFile;
import dev.suture.upatch.format.UpatchFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A patch relocated for one place in one process: the bytes to write there. Made outside any freeze.
 */
final class PatchImage {
    private final UpatchFile patch;
    private final ProcessorAbi abi;
    private final PatchLayout layout;
    private final TargetInProcess target;
    private final DynamicSymbols dynamic;
    private final long start;
    private final ByteBuffer image;

    private PatchImage(
            UpatchFile patch, PatchLayout layout, TargetInProcess target, DynamicSymbols dynamic, long start) {
        this.patch = patch;
        this.abi = patch.abi();
        this.layout = layout;
        this.target = target;
        this.dynamic = dynamic;
        this.start = start;
        this.image = ByteBuffer.allocate(Math.toIntExact(layout.size())).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * @param start where in the process the patch will stand
     * @param original the code of each replaced function, in their order
     * @throws PatchException (REFUSED) if a symbol is not found or out of reach, or a function too small for its jump
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
        if (layout.isFar()) {
            return dynamic.value(symbol.name()).orElse(0L);
        }
        boolean targetHasIt = dynamic.hasDataSlot(symbol.name())
                || dynamic.threadSlot(symbol.name()).isPresent();
        return targetHasIt ? 0 : dynamic.exported(symbol.name()).orElse(0L);
    }

    /**
     * Unbound functions are called through the target's own slot where it has one, else through the patch's; bound ones
     * may be out of a call's reach.
     */
    private void fillStubs() {
        layout.stubs().forEach((index, offset) -> {
            Symbol symbol = layout.symbol(index);
            long place = start + offset;
            byte[] code = within(
                    symbol,
                    () -> symbol.isUndefined() || layout.isFar()
                            ? abi.slotStub(place, callSlot(index, symbol))
                            : abi.veneer(place, address(symbol)));
            image.put(offset.intValue(), code);
        });
    }

    private long callSlot(int index, Symbol symbol) {
        if (layout.isFar()) {
            return ownSlot(index).orElseThrow(() -> notFound(symbol));
        }
        return dynamic.callSlot(symbol.name()).or(() -> ownSlot(index)).orElseThrow(() -> notFound(symbol));
    }

    /** The patch's own slot, if it was filled. */
    private Optional<Long> ownSlot(int symbolIndex) {
        long offset = layout.slots().get(symbolIndex);
        // A weak symbol that nobody defines has the address 0 (gABI, "Symbol Table", STB_WEAK).
        boolean mayBeZero = isWeak(layout.symbol(symbolIndex))
                && (layout.isFar()
                        || dynamic.callSlot(layout.symbol(symbolIndex).name()).isEmpty());
        boolean empty = image.getLong((int) offset) == 0 && !mayBeZero;
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
        long value = relocation.addend()
                + switch (abi.form(relocation.type()).orElseThrow().need()) {
                    case NOTHING -> 0;
                    case ADDRESS -> address(symbol);
                    case CALL -> callee(relocation, symbol, place);
                    case SLOT -> slot(relocation, symbol);
                    case THREAD_SLOT -> threadSlot(relocation, symbol);
                    case THREAD_OFFSET -> threadOffset(symbol);
                };
        within(symbol, () -> {
            abi.apply(image, at, relocation.type(), value, place);
            return value;
        });
    }

    private long callee(Relocation relocation, Symbol symbol, long place) {
        Long stub = layout.stubs().get(relocation.symbol());
        if (stub == null) {
            return address(symbol);
        }
        boolean direct = !symbol.isUndefined()
                && !layout.isFar()
                && abi.reaches(relocation.type(), place, address(symbol) + relocation.addend());
        return direct ? address(symbol) : start + stub;
    }

    private long slot(Relocation relocation, Symbol symbol) {
        return ownSlot(relocation.symbol())
                .or(() -> layout.isFar() ? Optional.empty() : dynamic.addressSlot(symbol.name()))
                .orElseThrow(() -> notFound(symbol));
    }

    private long threadSlot(Relocation relocation, Symbol symbol) {
        return symbol.isUndefined() && !layout.isFar()
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

    /** Offset of a thread-local variable of the program from the thread pointer. */
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
        return abi.threadOffset(symbol.value(), block.memorySize(), Math.max(1, block.alignment()));
    }

    private PatchHeader header(List<byte[]> original) {
        List<PatchHeader.Function> functions = new ArrayList<>();
        for (int i = 0; i < patch.functions().size(); i++) {
            UpatchFunction function = patch.functions().get(i);
            long oldAddress = target.address(function.oldAddress());
            long newAddress = start + layout.section(function.newSection()) + function.newOffset();
            byte[] jump = jump(function, oldAddress, newAddress, original.get(i));
            functions.add(new PatchHeader.Function(
                    function.name(),
                    oldAddress,
                    function.oldSize(),
                    newAddress,
                    function.newSize(),
                    PatchHeader.saved(original.get(i)),
                    jump));
        }
        return new PatchHeader(patch.metadata().id(), layout.size(), start, functions);
    }

    private byte[] jump(UpatchFunction function, long oldAddress, long newAddress, byte[] code) {
        try {
            byte[] jump = abi.jump(oldAddress, newAddress, code);
            if (layout.isFar() && jump.length > function.oldSize()) {
                throw new FreeRange(target, layout.size())
                        .noRoom("Farther away the jump to it has %d bytes, and %s only %d."
                                .formatted(jump.length, function.name(), function.oldSize()));
            }
            TooSmall.refuse(function, jump);
            return jump;
        } catch (OutOfReachException e) {
            throw new FreeRange(target, layout.size()).noRoom("No jump leads farther.");
        }
    }

    private <T> T within(Symbol symbol, Supplier<T> work) {
        try {
            return work.get();
        } catch (OutOfReachException e) {
            throw outOfReach(symbol);
        }
    }

    private PatchException outOfReach(Symbol symbol) {
        if (layout.isFar()) {
            return new FreeRange(target, layout.size())
                    .noRoom("Farther away the patch would not reach %s.".formatted(symbol.name()));
        }
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
