package dev.suture.upatch.format;

import dev.suture.elf.AArch64;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;

/** The {@link UnwindCode} of AArch64. */
final class AArch64UnwindCode implements UnwindCode {
    /** What {@code src/main/assembly/unwind-registration-aarch64.s} is assembled to; a test compares them. */
    private static final String REGISTRATION = """
            fd7bb4a9fd030091e00701a9e20f02a9e41703a9e61f04a9e82705a9ea2f06a9ec3707a9ee3f08a9f14b09a91000\
            00901002009100fe5f08a000003520008052007e010881ffff350b0000145f3f03d501488852e101a07200fedf08\
            1f080071a00500543f2003d52104007161ffff5429000014ff0308d1e00700ade20f01ade41702ade61f03ade827\
            04adea2f05adec3706adee3f07adf04708adf24f09adf4570aadf65f0badf8670cadfa6f0dadfc770eadfe7f0fad\
            b05300f9000000900000009100000094e00740ade20f41ade41742ade61f43ade82744adea2f45adec3746adee3f\
            47adf04748adf24f49adf4574aadf65f4badf8674cadfa6f4dadfc774eadfe7f4fadb05340f94000805200fe9f08\
            bf030091e00741a9e20f42a9e41743a9e61f44a9e82745a9ea2f46a9ec3747a9ee3f48a9f14b49a9fd7bcca8c003\
            5fd6""";

    private static final int PAGE = AArch64.R_AARCH64_ADR_PREL_PG_HI21.number();
    private static final int ADD = AArch64.R_AARCH64_ADD_ABS_LO12_NC.number();
    private static final int LOAD = AArch64.R_AARCH64_LDST8_ABS_LO12_NC.number();
    private static final int CALL = AArch64.R_AARCH64_CALL26.number();

    private static final int ENTRY_SHORTEST = 32;
    private static final int FUNCTION = 3 * 4;
    private static final int JUMP = 7 * 4;
    private static final int UNDEFINED = 0;

    @Override
    public byte[] registration() {
        return HexFormat.of().parseHex(REGISTRATION.strip());
    }

    @Override
    public List<Field> toState() {
        return List.of(new Field(0x2c, PAGE, 0), new Field(0x30, ADD, 0));
    }

    @Override
    public List<Field> toRecords() {
        return List.of(new Field(0xbc, PAGE, 0), new Field(0xc0, ADD, 0));
    }

    @Override
    public List<Field> toRegisterFrame() {
        return List.of(new Field(0xc4, CALL, 0));
    }

    @Override
    public int entrySize(long alignment) {
        return Math.toIntExact(Math.max(ENTRY_SHORTEST, alignment));
    }

    /**
     * {@code adrp x16, state; ldrb w16, [x16, :lo12:state]; cmp w16, #2; b.eq function; mov x17, x30; bl registration;
     * mov x30, x17; b function}, then undefined instructions up to the function.
     */
    @Override
    public byte[] entry(int size) {
        ByteBuffer code = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        code.putInt(0x90000010).putInt(0x39400210).putInt(0x71000a1f);
        code.putInt(0x54000000 | (size - FUNCTION) / 4 << 5);
        code.putInt(0xaa1e03f1).putInt(0x94000000).putInt(0xaa1103fe);
        code.putInt(0x14000000 | (size - JUMP) / 4);
        while (code.hasRemaining()) {
            code.putInt(UNDEFINED);
        }
        return code.array();
    }

    @Override
    public List<Field> entryToState() {
        return List.of(new Field(0, PAGE, 0), new Field(4, LOAD, 0));
    }

    @Override
    public List<Field> entryToRegistration() {
        return List.of(new Field(20, CALL, 0));
    }
}
