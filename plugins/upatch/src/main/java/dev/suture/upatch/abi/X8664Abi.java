package dev.suture.upatch.abi;

import dev.suture.elf.Machine;
import dev.suture.elf.X86_64;
import dev.suture.upatch.abi.RelocationForm.Need;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** The x86-64 psABI, "Relocation Types"; encodings from the Intel SDM. */
final class X8664Abi implements ProcessorAbi {
    private static final int SHORT_JUMP = 5;
    private static final int LONG_JUMP = 14;
    private static final int STUB_LENGTH = 6;
    private static final int STUB_SIZE = 8;
    /** Reach of a 32-bit signed distance, less a margin for where in an instruction it counts from. */
    private static final long REACH = (1L << 31) - (1L << 20);
    /** Four-level paging. */
    private static final long HIGHEST = 0x7fff_ffff_f000L;

    @Override
    public Machine machine() {
        return Machine.X86_64;
    }

    @Override
    public Optional<RelocationForm> form(int type) {
        return switch (X86_64.of(type)) {
            case R_X86_64_NONE -> form(Need.NOTHING, 0);
            case R_X86_64_64, R_X86_64_PC64 -> form(Need.ADDRESS, 8);
            case R_X86_64_PC32, R_X86_64_32, R_X86_64_32S -> form(Need.ADDRESS, 4);
            case R_X86_64_PLT32 -> form(Need.CALL, 4);
            case R_X86_64_GOTPCREL, R_X86_64_GOTPCRELX, R_X86_64_REX_GOTPCRELX -> form(Need.SLOT, 4);
            case R_X86_64_GOTTPOFF -> form(Need.THREAD_SLOT, 4);
            case R_X86_64_TPOFF32 -> form(Need.THREAD_OFFSET, 4);
            default -> Optional.empty();
        };
    }

    private static Optional<RelocationForm> form(Need need, int width) {
        return Optional.of(new RelocationForm(need, width));
    }

    @Override
    public void apply(ByteBuffer image, int at, int type, long value, long place) {
        switch (X86_64.of(type)) {
            case R_X86_64_NONE -> {}
            case R_X86_64_64 -> image.putLong(at, value);
            case R_X86_64_PC64 -> image.putLong(at, value - place);
            case R_X86_64_TPOFF32, R_X86_64_32S -> image.putInt(at, signed(value, place, value));
            case R_X86_64_32 -> {
                if (value != Integer.toUnsignedLong((int) value)) {
                    throw new OutOfReachException(place, value);
                }
                image.putInt(at, (int) value);
            }
            default -> image.putInt(at, signed(value - place, place, value));
        }
    }

    private static int signed(long distance, long place, long value) {
        if (distance != (int) distance) {
            throw new OutOfReachException(place, value);
        }
        return (int) distance;
    }

    @Override
    public int addressType() {
        return X86_64.R_X86_64_64.number();
    }

    @Override
    public DynamicSlot dynamicSlot(int type) {
        return switch (X86_64.of(type)) {
            case R_X86_64_GLOB_DAT -> DynamicSlot.ADDRESS;
            case R_X86_64_JUMP_SLOT -> DynamicSlot.CALL;
            case R_X86_64_TPOFF64 -> DynamicSlot.THREAD_OFFSET;
            case R_X86_64_IRELATIVE -> DynamicSlot.RESOLVED;
            default -> DynamicSlot.OTHER;
        };
    }

    /** psABI, "TLS Variant II": the program's block ends at the thread pointer. */
    @Override
    public long threadOffset(long value, long size, long alignment) {
        return value - (size + alignment - 1) / alignment * alignment;
    }

    @Override
    public int stubSize() {
        return STUB_SIZE;
    }

    /** {@code jmp *slot(%rip)}. */
    @Override
    public byte[] slotStub(long place, long slot) {
        return ByteBuffer.allocate(STUB_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xff)
                .put((byte) 0x25)
                .putInt(signed(slot - (place + STUB_LENGTH), place, slot))
                .array();
    }

    /** The second instruction of the function's entry in the procedure linkage table, which pushes its number. */
    @Override
    public boolean unboundSlotsHoldCode() {
        return true;
    }

    @Override
    public boolean callsNeedVeneers() {
        return false;
    }

    @Override
    public boolean reaches(int type, long place, long destination) {
        long distance = destination - place;
        return distance == (int) distance;
    }

    @Override
    public byte[] veneer(long place, long destination) {
        return shortJump(place, destination);
    }

    /** {@code jmp rel32}, else {@code jmp *0(%rip)} with the address behind it. */
    @Override
    public byte[] jump(long from, long to, byte[] code) {
        long distance = to - (from + SHORT_JUMP);
        return distance == (int) distance
                ? shortJump(from, to)
                : ByteBuffer.allocate(LONG_JUMP)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .put((byte) 0xff)
                        .put((byte) 0x25)
                        .putInt(0)
                        .putLong(to)
                        .array();
    }

    private static byte[] shortJump(long from, long to) {
        return ByteBuffer.allocate(SHORT_JUMP)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xe9)
                .putInt(signed(to - (from + SHORT_JUMP), from, to))
                .array();
    }

    /** {@code jmp} with a distance of -2. */
    @Override
    public byte[] spin() {
        return new byte[] {(byte) 0xeb, (byte) 0xfe};
    }

    @Override
    public long jumpReach() {
        return REACH;
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
