package dev.suture.diff.reach;

import dev.suture.diff.item.Item;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.item.Reference;
import dev.suture.elf.AArch64;
import dev.suture.elf.ElfBytes;
import dev.suture.elf.Machine;
import dev.suture.elf.X86_64;

/** Tells references by which control goes somewhere from those that take an address. */
final class CallSites {
    /** B and BL with the distance cleared, as references that the assembler resolved itself are typed. */
    private static final int BRANCH_MASK = 0x7c000000;

    private static final int BRANCH = 0x14000000;

    private final Machine machine;

    CallSites(Machine machine) {
        this.machine = machine;
    }

    boolean isOne(Item item, Reference reference) {
        if (item.kind() != ItemKind.FUNCTION) {
            return false;
        }
        return switch (machine) {
            case X86_64 -> isX86(item, reference);
            case AARCH64 ->
                AArch64.of(reference.type()).isBranch()
                        || (reference.type() & BRANCH_MASK) == BRANCH
                        // In linked code branches are typed as x86-64 has them.
                        || reference.type() == X86_64.R_X86_64_PLT32.number();
            case RISCV, PPC64, S390, LOONGARCH, OTHER -> false;
        };
    }

    /** By the type, or by the opcode before the field: e8, e9, 0f 8x; or ff 15 and ff 25, through a slot. */
    private static boolean isX86(Item item, Reference reference) {
        X86_64 type = X86_64.of(reference.type());
        if (type == X86_64.R_X86_64_PLT32) {
            return true;
        }
        if (!type.isPcRelative() || reference.offset() < 1) {
            return false;
        }
        ElfBytes code = item.section().contents();
        long field = item.offset() + reference.offset();
        int last = code.u8(field - 1);
        int before = reference.offset() < 2 ? 0 : code.u8(field - 2);
        return last == 0xe8
                || last == 0xe9
                || before == 0x0f && last >>> 4 == 8
                || before == 0xff && (last == 0x15 || last == 0x25);
    }
}
