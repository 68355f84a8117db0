package dev.suture.diff.item;

import dev.suture.elf.Section;
import dev.suture.elf.X86_64;
import dev.suture.elf.asm.CodeReference;
import dev.suture.elf.asm.CodeScanner;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/** Finds the references in a piece of linked code, instruction by instruction. Used once. */
final class LinkedCode implements CodeScanner.Visitor {
    /** How many instructions behind the one that gets the thread's block its offset may stand, a call between them. */
    private static final int NEAR = 4;

    private final Section section;
    private final long from;
    private final int length;
    private final LinkedPlaces places;
    private final List<Wire> wires;
    private int sinceThreadPointer = NEAR + 1;
    private int sinceBlock = NEAR + 1;

    /** What a linked file's addresses and offsets mean. */
    record LinkedPlaces(
            LongFunction<Wire.End> place,
            LongFunction<Optional<Wire.End>> stub,
            LongFunction<Optional<Wire.End>> slot,
            LongFunction<Boolean> isModuleSlot,
            FixedAddresses fixed,
            ThreadLocals threadLocals) {}

    LinkedCode(Section section, long from, int length, LinkedPlaces places, List<Wire> wires) {
        this.section = section;
        this.from = from;
        this.length = length;
        this.places = places;
        this.wires = wires;
    }

    @Override
    public void instruction(int offset, int size) {
        sinceThreadPointer++;
        sinceBlock++;
    }

    @Override
    public void reference(CodeReference reference) {
        if (reference.target() >= 0 && reference.target() < length) {
            return;
        }
        long target = section.address() + from + reference.target();
        X86_64 type = reference.branch() ? X86_64.R_X86_64_PLT32 : X86_64.R_X86_64_PC32;
        Optional<Wire.End> end = places.stub().apply(target);
        if (end.isEmpty() && !reference.branch()) {
            end = places.slot().apply(target);
            type = end.isEmpty() ? type : X86_64.R_X86_64_GOTPCREL;
            if (places.isModuleSlot().apply(target)) {
                sinceBlock = 0;
                end = Optional.of(new Wire.Number(0));
            }
        }
        wires.add(new Wire(
                from + reference.field(),
                type.number(),
                -4,
                reference.width(),
                end.orElseGet(() -> places.place().apply(target))));
    }

    @Override
    public void number(int field, int value, boolean threadLocal) {
        if (threadLocal && value == 0) {
            sinceThreadPointer = 0;
        } else if (threadLocal || sinceThreadPointer <= NEAR && value < 0) {
            places.threadLocals().fromEnd(value).ifPresent(end -> {
                sinceThreadPointer = NEAR + 1;
                add(field, X86_64.R_X86_64_TPOFF32, end);
            });
        } else if (sinceBlock <= NEAR) {
            places.threadLocals().fromStart(value).ifPresent(end -> {
                sinceBlock = NEAR + 1;
                add(field, X86_64.R_X86_64_DTPOFF32, end);
            });
        } else {
            places.fixed().place(value, false).ifPresent(end -> add(field, X86_64.R_X86_64_32S, end));
        }
    }

    private void add(int field, X86_64 type, Wire.End end) {
        wires.add(new Wire(from + field, type.number(), 0, 4, end));
    }
}
