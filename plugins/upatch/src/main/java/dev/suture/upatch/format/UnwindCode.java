package dev.suture.upatch.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The machine code that tells the C++ runtime how to unwind a patch: threads run it themselves when they first enter the
 * patch, since the runtime takes locks and memory for it, which nobody may do on behalf of a stopped thread.
 */
final class UnwindCode {
    /** What {@code src/main/assembly/unwind-registration.s} is assembled to; a test compares them. */
    private static final String REGISTRATION = """
            5051525657415041514152415353554889e531c0b901000000f00fb00d000000007416b940420f00803d00000000\
            02746ff390ffc975f1eb674881ec001000004883e4c0b8010000000fa20fbae11b0f92c3732031c0488dbc240002\
            0000b908000000fcf348abb8e700000031d20fae2424eb040fae0424488d3d00000000e80000000084db740db8e7\
            00000031d20fae2c24eb040fae0c24c60500000000024889ec5d5b415b415a415941585f5e5a5958c3""";

    /** Offsets of the fields of {@link #registration()} that refer to the state byte, with their addends. */
    static final int[][] TO_STATE = {{0x1d, -4}, {0x2a, -5}, {0x9b, -5}};
    /** Offset of the field that holds the distance to the unwind records; addend -4. */
    static final int TO_RECORDS = 0x7b;
    /** Offset of the field that holds the distance to {@code __register_frame}; addend -4. */
    static final int TO_REGISTER_FRAME = 0x80;

    static final int ENTRY_TO_STATE = 2;
    static final int ENTRY_TO_REGISTRATION = 14;
    private static final int ENTRY_SHORTEST = 32;

    private UnwindCode() {}

    /** Registers the records, once. */
    static byte[] registration() {
        return HexFormat.of().parseHex(REGISTRATION.strip());
    }

    /** Bytes in front of a replacement with an alignment of {@code alignment} bytes. */
    static int entrySize(long alignment) {
        return Math.toIntExact(Math.max(ENTRY_SHORTEST, alignment));
    }

    /**
     * What stands in front of a replacement: {@code cmpb $2, state(%rip); je function; call registration; jmp function},
     * then breakpoints up to the function.
     */
    static byte[] entry(int size) {
        ByteBuffer code = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.fill(code.array(), (byte) 0xcc);
        code.put((byte) 0x80).put((byte) 0x3d).putInt(0).put((byte) 2);
        code.put((byte) 0x0f).put((byte) 0x84).putInt(size - 13);
        code.put((byte) 0xe8).putInt(0);
        code.put((byte) 0xe9).putInt(size - 23);
        return code.array();
    }
}
