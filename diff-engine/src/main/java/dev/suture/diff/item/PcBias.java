package dev.suture.diff.item;

import dev.suture.elf.Machine;
import dev.suture.elf.X86_64;

/** How far behind its place a PC-relative relocation counts from. */
final class PcBias {
    private PcBias() {}

    /**
     * Bytes from the relocated place to the point its distance is measured from. On x86-64 that is the end of the
     * instruction: 4 where, as almost always, no immediate follows the 32-bit displacement.
     */
    static long of(Machine machine, int type) {
        return machine == Machine.X86_64 && X86_64.of(type).isPcRelative() ? 4 : 0;
    }
}
