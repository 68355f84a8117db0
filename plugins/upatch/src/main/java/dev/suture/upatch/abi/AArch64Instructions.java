package dev.suture.upatch.abi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Instructions of AArch64 as a patch needs them, and their fields (Arm ARM, "A64 instruction set encoding"). */
final class AArch64Instructions {
    static final int LENGTH = 4;

    /** Distances of b and bl: 26 bits, in words. */
    static final int BRANCH_BITS = 26;

    private static final int B = 0x14000000;
    /** adrp x16. */
    private static final int ADRP_X16 = 0x90000010;
    /** add x16, x16, #0. */
    private static final int ADD_X16 = 0x91000210;
    /** ldr x17, [x16]. */
    private static final int LDR_X17 = 0xf9400211;
    /** ldr x16, 8 bytes ahead. */
    private static final int LDR_X16_BEHIND = 0x58000050;
    /** br x16: one of the two registers by which one may also come to a {@code bti c}. */
    private static final int BR_X16 = 0xd61f0200;
    /** br x17: the other. */
    private static final int BR_X17 = 0xd61f0220;

    private static final int BTI_C = 0xd503245f;
    private static final int BTI_J = 0xd503249f;
    private static final int BTI_JC = 0xd50324df;
    private static final int PACIASP = 0xd503233f;
    private static final int PACIBSP = 0xd503237f;

    private static final int PAGE_BITS = 12;
    /** 21 bits with their sign: of pages for adrp, of bytes for adr. */
    private static final long MOST_PAGES = 1L << 20;

    private static final long IN_PAGE = (1 << PAGE_BITS) - 1;

    private AArch64Instructions() {}

    static byte[] code(int... instructions) {
        ByteBuffer code = ByteBuffer.allocate(instructions.length * LENGTH).order(ByteOrder.LITTLE_ENDIAN);
        for (int instruction : instructions) {
            code.putInt(instruction);
        }
        return code.array();
    }

    static int branch(long from, long to) {
        return B | words(from, to, BRANCH_BITS);
    }

    /** adrp, add, br: four gigabytes in both directions. */
    static int[] farBranch(long from, long to) {
        return new int[] {ADRP_X16 | pages(from, to), ADD_X16 | (int) (to & IN_PAGE) << 10, BR_X16};
    }

    /** ldr of the address behind the code, br: anywhere. */
    static int[] branchAnywhere(long to) {
        return new int[] {LDR_X16_BEHIND, BR_X16, (int) to, (int) (to >>> 32)};
    }

    /**
     * adrp, ldr, add, br: where a slot says, which lies at a multiple of 8. As from the target's own procedure linkage table
     * (SysV ABI for AArch64, "Procedure Linkage Table"): x16 holds the slot's address, by which the dynamic linker finds
     * out what to bind if nothing has called through the slot before.
     */
    static int[] branchThrough(long from, long slot) {
        int inPage = (int) (slot & IN_PAGE);
        return new int[] {ADRP_X16 | pages(from, slot), LDR_X17 | inPage >>> 3 << 10, ADD_X16 | inPage << 10, BR_X17};
    }

    /**
     * The landing pad that a function may be called at through a pointer (Arm ARM, "Branch Target Identification"), if it
     * begins with one; 0 if not. Signing of the return address is one by the way, and belongs to what it precedes: a
     * plain pad takes its place.
     */
    static int landingPad(int first) {
        return switch (first) {
            case BTI_C, BTI_J, BTI_JC -> first;
            case PACIASP, PACIBSP -> BTI_C;
            default -> 0;
        };
    }

    static boolean reaches(long from, long to, int bits) {
        long words = (to - from) >> 2;
        long most = 1L << (bits - 1);
        return (to - from & 3) == 0 && words >= -most && words < most;
    }

    /** Whether adrp reaches the address's page. */
    static boolean reachesPage(long from, long to) {
        long pages = (to >> PAGE_BITS) - (from >> PAGE_BITS);
        return pages >= -MOST_PAGES && pages < MOST_PAGES;
    }

    /** The distance in words, as wide as a field of {@code bits}. */
    static int words(long from, long to, int bits) {
        if (!reaches(from, to, bits)) {
            throw new OutOfReachException(from, to);
        }
        return (int) ((to - from) >> 2) & (1 << bits) - 1;
    }

    /** The distance between the pages of two addresses in the fields of adrp, immlo and immhi. */
    static int pages(long from, long to) {
        return immediate(from, to, (to >> PAGE_BITS) - (from >> PAGE_BITS));
    }

    /** The distance in bytes in the fields of adr. */
    static int bytes(long from, long to) {
        return immediate(from, to, to - from);
    }

    private static int immediate(long from, long to, long distance) {
        if (distance < -MOST_PAGES || distance >= MOST_PAGES) {
            throw new OutOfReachException(from, to);
        }
        return (int) (distance & 3) << 29 | (int) (distance >> 2 & (1 << 19) - 1) << 5;
    }
}
