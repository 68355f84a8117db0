package dev.suture.upatch.build;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ObjectItems;
import dev.suture.diff.item.Reference;
import dev.suture.elf.ElfFile;
import dev.suture.elf.Machine;
import dev.suture.elf.RelocationField;
import dev.suture.elf.Symbol;
import dev.suture.elf.X86_64;

/**
 * Whether a function of the target is the one of the base object: equal bytes but for what the linker fills in or
 * relaxes. It tells a base build that the target was not made from.
 */
final class BaseCheck {
    /** On AArch64; what is relocated there is one, unless it is data. */
    private static final int INSTRUCTION = 4;

    private final ElfFile target;

    BaseCheck(ElfFile target) {
        this.target = target;
    }

    boolean isSame(ObjectItems items, Item baseFunction, Symbol inTarget) {
        long size = baseFunction.symbol().map(Symbol::size).orElse(baseFunction.size());
        if (inTarget.size() != size) {
            return false;
        }
        byte[] expected = baseFunction.bytes();
        byte[] found = target.bytesAt(inTarget.value(), (int) size);
        boolean[] open = new boolean[expected.length];
        for (Reference reference : items.linkedReferences(baseFunction)) {
            if (target.header().machine() == Machine.X86_64) {
                markOpen(open, reference);
            } else {
                // Here linkers rewrite only what is relocated (AAELF64, "Linker optimizations").
                mark(
                        open,
                        (int) reference.offset(),
                        0,
                        RelocationField.of(target.header().machine(), reference.type())
                                .map(RelocationField::size)
                                .orElse(INSTRUCTION));
            }
        }
        for (int i = 0; i < size; i++) {
            if (expected[i] != found[i] && !open[i]) {
                return false;
            }
        }
        return true;
    }

    /** The psABI ("Optimize GOTPCRELX Relocations", "Linker Optimization" of TLS) says how far a linker may rewrite. */
    private static void markOpen(boolean[] open, Reference reference) {
        int before;
        int after;
        if (isEightBytes(reference.type())) {
            mark(open, (int) reference.offset(), 0, 8);
            return;
        }
        switch (X86_64.of(reference.type())) {
            case R_X86_64_GOTPCRELX, R_X86_64_REX_GOTPCRELX, R_X86_64_GOTTPOFF -> {
                before = 3;
                after = 4;
            }
            case R_X86_64_TLSGD, R_X86_64_TLSLD, R_X86_64_GOTPC32_TLSDESC, R_X86_64_TLSDESC_CALL -> {
                before = 4;
                after = 12;
            }
            default -> {
                before = 0;
                after = 4;
            }
        }
        mark(open, (int) reference.offset(), before, after);
    }

    /** GOT64 (27) to PLTOFF64 (31) belong to the large code model. */
    private static boolean isEightBytes(int type) {
        return switch (X86_64.of(type)) {
            case R_X86_64_64, R_X86_64_PC64, R_X86_64_GOTOFF64, R_X86_64_DTPOFF64, R_X86_64_TPOFF64 -> true;
            default -> type >= 27 && type <= 31;
        };
    }

    private static void mark(boolean[] open, int at, int before, int after) {
        for (int i = Math.max(0, at - before); i < Math.min(open.length, at + after); i++) {
            open[i] = true;
        }
    }
}
