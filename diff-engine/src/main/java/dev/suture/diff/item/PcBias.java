package dev.suture.diff.item;

import dev.suture.elf.Machine;
import dev.suture.elf.Section;
import dev.suture.elf.X86_64;

/** How far behind its place a PC-relative relocation counts from. */
final class PcBias {
    private static final int DISPLACEMENT = 4;

    private PcBias() {}

    /**
     * Bytes from the relocated place to the point its distance is measured from. On x86-64 that is the end of the
     * instruction: 4, and the immediate operand behind the 32-bit displacement where there is one.
     */
    static long of(Machine machine, int type, Section section, long offset) {
        if (machine != Machine.X86_64 || !X86_64.of(type).isPcRelative()) {
            return 0;
        }
        return section.isCode() ? DISPLACEMENT + Immediate.after(section.contents(), offset) : DISPLACEMENT;
    }
}
