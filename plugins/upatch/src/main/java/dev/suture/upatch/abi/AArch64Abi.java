package dev.suture.upatch.abi;

import dev.suture.elf.AArch64;
import dev.suture.elf.Machine;
import dev.suture.upatch.abi.RelocationForm.Need;
import java.nio.ByteBuffer;
import java.util.Optional;

/** ELF for the Arm 64-bit Architecture, "Relocation". */
final class AArch64Abi implements ProcessorAbi {
    private static final int STUB_SIZE = 16;
    /** Of b, less a margin for where in a function the jump stands. */
    private static final long JUMP_REACH = (1L << 27) - (1L << 20);
    /** Of adrp, less the same. */
    private static final long REACH = (1L << 32) - (1L << 20);
    /** Addresses of 48 bits, which programs get unless they ask for more (kernel documentation, arm64/memory.rst). */
    private static final long HIGHEST = 0xffff_ffff_f000L;
    /** Two pointers stand at the thread pointer, before the program's block ("TLS Variant I"). */
    private static final long THREAD_CONTROL_BLOCK = 16;

    private static final int LO12 = 0xfff;
    private static final int IMMEDIATE12 = 10;

    @Override
    public Machine machine() {
        return Machine.AARCH64;
    }

    @Override
    public Optional<RelocationForm> form(int type) {
        return switch (AArch64.of(type)) {
            case R_AARCH64_NONE -> form(Need.NOTHING, 0);
            case R_AARCH64_ABS64, R_AARCH64_PREL64 -> form(Need.ADDRESS, 8);
            case R_AARCH64_ABS16, R_AARCH64_PREL16 -> form(Need.ADDRESS, 2);
            case R_AARCH64_ABS32,
                    R_AARCH64_PREL32,
                    R_AARCH64_LD_PREL_LO19,
                    R_AARCH64_ADR_PREL_LO21,
                    R_AARCH64_ADR_PREL_PG_HI21,
                    R_AARCH64_ADR_PREL_PG_HI21_NC,
                    R_AARCH64_ADD_ABS_LO12_NC,
                    R_AARCH64_LDST8_ABS_LO12_NC,
                    R_AARCH64_LDST16_ABS_LO12_NC,
                    R_AARCH64_LDST32_ABS_LO12_NC,
                    R_AARCH64_LDST64_ABS_LO12_NC,
                    R_AARCH64_LDST128_ABS_LO12_NC -> form(Need.ADDRESS, 4);
            case R_AARCH64_TSTBR14, R_AARCH64_CONDBR19, R_AARCH64_JUMP26, R_AARCH64_CALL26, R_AARCH64_PLT32 ->
                form(Need.CALL, 4);
            case R_AARCH64_ADR_GOT_PAGE, R_AARCH64_LD64_GOT_LO12_NC -> form(Need.SLOT, 4);
            case R_AARCH64_TLSIE_ADR_GOTTPREL_PAGE21, R_AARCH64_TLSIE_LD64_GOTTPREL_LO12_NC ->
                form(Need.THREAD_SLOT, 4);
            case R_AARCH64_TLSLE_ADD_TPREL_HI12,
                    R_AARCH64_TLSLE_ADD_TPREL_LO12,
                    R_AARCH64_TLSLE_ADD_TPREL_LO12_NC,
                    R_AARCH64_TLSLE_LDST8_TPREL_LO12,
                    R_AARCH64_TLSLE_LDST8_TPREL_LO12_NC,
                    R_AARCH64_TLSLE_LDST16_TPREL_LO12,
                    R_AARCH64_TLSLE_LDST16_TPREL_LO12_NC,
                    R_AARCH64_TLSLE_LDST32_TPREL_LO12,
                    R_AARCH64_TLSLE_LDST32_TPREL_LO12_NC,
                    R_AARCH64_TLSLE_LDST64_TPREL_LO12,
                    R_AARCH64_TLSLE_LDST64_TPREL_LO12_NC,
                    R_AARCH64_TLSLE_LDST128_TPREL_LO12,
                    R_AARCH64_TLSLE_LDST128_TPREL_LO12_NC -> form(Need.THREAD_OFFSET, 4);
            default -> Optional.empty();
        };
    }

    private static Optional<RelocationForm> form(Need need, int width) {
        return Optional.of(new RelocationForm(need, width));
    }

    @Override
    public void apply(ByteBuffer image, int at, int type, long value, long place) {
        switch (AArch64.of(type)) {
            case R_AARCH64_ABS64 -> image.putLong(at, value);
            case R_AARCH64_PREL64 -> image.putLong(at, value - place);
            case R_AARCH64_ABS32 -> image.putInt(at, (int) within(value, place, value, 32));
            case R_AARCH64_ABS16 -> image.putShort(at, (short) within(value, place, value, 16));
            case R_AARCH64_PREL16 -> image.putShort(at, (short) within(value - place, place, value, 16));
            case R_AARCH64_PREL32, R_AARCH64_PLT32 -> {
                long distance = value - place;
                if (distance != (int) distance) {
                    throw new OutOfReachException(place, value);
                }
                image.putInt(at, (int) distance);
            }
            default -> {
                Field field = field(AArch64.of(type), value, place);
                image.putInt(at, image.getInt(at) & ~field.mask() | field.bits());
            }
        }
    }

    /** Signed or unsigned: the psABI lets such places be read either way. */
    private static long within(long number, long place, long value, int bits) {
        if (number < -(1L << bits - 1) || number >= 1L << bits) {
            throw new OutOfReachException(place, value);
        }
        return number;
    }

    /** Bits of an instruction, and which of it they are. */
    private record Field(int mask, int bits) {}

    private static Field field(AArch64 type, long value, long place) {
        return switch (type) {
            case R_AARCH64_JUMP26, R_AARCH64_CALL26 -> branch(26, 0, place, value);
            case R_AARCH64_CONDBR19, R_AARCH64_LD_PREL_LO19 -> branch(19, 5, place, value);
            case R_AARCH64_TSTBR14 -> branch(14, 5, place, value);
            case R_AARCH64_ADR_PREL_LO21 -> address(AArch64Instructions.bytes(place, value));
            case R_AARCH64_ADR_PREL_PG_HI21,
                    R_AARCH64_ADR_PREL_PG_HI21_NC,
                    R_AARCH64_ADR_GOT_PAGE,
                    R_AARCH64_TLSIE_ADR_GOTTPREL_PAGE21 -> address(AArch64Instructions.pages(place, value));
            case R_AARCH64_ADD_ABS_LO12_NC, R_AARCH64_LDST8_ABS_LO12_NC -> low(value, 0, place);
            case R_AARCH64_LDST16_ABS_LO12_NC -> low(value, 1, place);
            case R_AARCH64_LDST32_ABS_LO12_NC -> low(value, 2, place);
            case R_AARCH64_LDST64_ABS_LO12_NC, R_AARCH64_LD64_GOT_LO12_NC, R_AARCH64_TLSIE_LD64_GOTTPREL_LO12_NC ->
                low(value, 3, place);
            case R_AARCH64_LDST128_ABS_LO12_NC -> low(value, 4, place);
            default -> threadOffset(type, value, place);
        };
    }

    private static Field threadOffset(AArch64 type, long offset, long place) {
        return switch (type) {
            case R_AARCH64_TLSLE_ADD_TPREL_HI12 -> low(only(offset, 24, place) >> 12, 0, place);
            case R_AARCH64_TLSLE_ADD_TPREL_LO12, R_AARCH64_TLSLE_LDST8_TPREL_LO12 ->
                low(only(offset, 12, place), 0, place);
            case R_AARCH64_TLSLE_LDST16_TPREL_LO12 -> low(only(offset, 12, place), 1, place);
            case R_AARCH64_TLSLE_LDST32_TPREL_LO12 -> low(only(offset, 12, place), 2, place);
            case R_AARCH64_TLSLE_LDST64_TPREL_LO12 -> low(only(offset, 12, place), 3, place);
            case R_AARCH64_TLSLE_LDST128_TPREL_LO12 -> low(only(offset, 12, place), 4, place);
            case R_AARCH64_TLSLE_ADD_TPREL_LO12_NC, R_AARCH64_TLSLE_LDST8_TPREL_LO12_NC -> low(offset, 0, place);
            case R_AARCH64_TLSLE_LDST16_TPREL_LO12_NC -> low(offset, 1, place);
            case R_AARCH64_TLSLE_LDST32_TPREL_LO12_NC -> low(offset, 2, place);
            case R_AARCH64_TLSLE_LDST64_TPREL_LO12_NC -> low(offset, 3, place);
            case R_AARCH64_TLSLE_LDST128_TPREL_LO12_NC -> low(offset, 4, place);
            default -> throw new IllegalArgumentException(type + " has no form");
        };
    }

    private static long only(long value, int bits, long place) {
        if (value < 0 || value >= 1L << bits) {
            throw new OutOfReachException(place, value);
        }
        return value;
    }

    private static Field branch(int bits, int shift, long place, long value) {
        return new Field((1 << bits) - 1 << shift, AArch64Instructions.words(place, value, bits) << shift);
    }

    /** immlo and immhi of adr and adrp. */
    private static Field address(int bits) {
        return new Field(0x60ffffe0, bits);
    }

    /** The 12-bit immediate, in units of {@code 1 << scale} bytes, of which the value has to be a multiple. */
    private static Field low(long value, int scale, long place) {
        if ((value & (1 << scale) - 1) != 0) {
            throw new OutOfReachException(place, value);
        }
        return new Field(LO12 << IMMEDIATE12, (int) (value & LO12) >>> scale << IMMEDIATE12);
    }

    @Override
    public int addressType() {
        return AArch64.R_AARCH64_ABS64.number();
    }

    @Override
    public DynamicSlot dynamicSlot(int type) {
        return switch (AArch64.of(type)) {
            case R_AARCH64_GLOB_DAT -> DynamicSlot.ADDRESS;
            case R_AARCH64_JUMP_SLOT -> DynamicSlot.CALL;
            case R_AARCH64_TLS_TPREL64 -> DynamicSlot.THREAD_OFFSET;
            case R_AARCH64_IRELATIVE -> DynamicSlot.RESOLVED;
            default -> DynamicSlot.OTHER;
        };
    }

    @Override
    public long threadOffset(long value, long size, long alignment) {
        return value + (THREAD_CONTROL_BLOCK + alignment - 1) / alignment * alignment;
    }

    @Override
    public int stubSize() {
        return STUB_SIZE;
    }

    @Override
    public byte[] slotStub(long place, long slot) {
        return AArch64Instructions.code(AArch64Instructions.branchThrough(place, slot));
    }

    /** All of them the head of the procedure linkage table, which takes the slot's address from x16. */
    @Override
    public boolean unboundSlotsHoldCode() {
        return false;
    }

    @Override
    public boolean callsNeedVeneers() {
        return true;
    }

    @Override
    public boolean reaches(int type, long place, long destination) {
        return switch (AArch64.of(type)) {
            case R_AARCH64_JUMP26, R_AARCH64_CALL26 -> AArch64Instructions.reaches(place, destination, 26);
            case R_AARCH64_CONDBR19 -> AArch64Instructions.reaches(place, destination, 19);
            case R_AARCH64_TSTBR14 -> AArch64Instructions.reaches(place, destination, 14);
            default -> destination - place == (int) (destination - place);
        };
    }

    @Override
    public byte[] veneer(long place, long destination) {
        return AArch64Instructions.code(AArch64Instructions.farBranch(place, destination));
    }

    /**
     * b, else adrp, add and br, else ldr and br with the address behind; after the landing pad if the function begins with
     * one, where there is no room for the last form.
     */
    @Override
    public byte[] jump(long from, long to, byte[] code) {
        int first = code.length < AArch64Instructions.LENGTH
                ? 0
                : ByteBuffer.wrap(code).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt();
        int pad = AArch64Instructions.landingPad(first);
        long branchAt = pad == 0 ? from : from + AArch64Instructions.LENGTH;
        int[] branch;
        if (AArch64Instructions.reaches(branchAt, to, AArch64Instructions.BRANCH_BITS)) {
            branch = new int[] {AArch64Instructions.branch(branchAt, to)};
        } else if (pad != 0 || AArch64Instructions.reachesPage(branchAt, to)) {
            branch = AArch64Instructions.farBranch(branchAt, to);
        } else {
            branch = AArch64Instructions.branchAnywhere(to);
        }
        if (pad == 0) {
            return AArch64Instructions.code(branch);
        }
        int[] withPad = new int[branch.length + 1];
        withPad[0] = pad;
        System.arraycopy(branch, 0, withPad, 1, branch.length);
        return AArch64Instructions.code(withPad);
    }

    /** {@code b} with a distance of 0. */
    @Override
    public byte[] spin() {
        return new byte[] {0, 0, 0, 0x14};
    }

    @Override
    public long jumpReach() {
        return JUMP_REACH;
    }

    @Override
    public long reach() {
        return REACH;
    }

    @Override
    public long highestAddress() {
        return HIGHEST;
    }
}
