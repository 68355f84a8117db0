package dev.suture.upatch.format;

import dev.suture.elf.X86_64;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The {@link UnwindCode} of x86_64. */
final class X8664UnwindCode implements UnwindCode {
    /** What {@code src/main/assembly/unwind-registration-x86_64.s} is assembled to; a test compares them. */
    private static final String REGISTRATION = """
            5051525657415041514152415353554889e531c0b901000000f00fb00d000000007416b940420f00803d00000000\
            02746ff390ffc975f1eb674881ec001000004883e4c0b8010000000fa20fbae11b0f92c3732031c0488dbc240002\
            0000b908000000fcf348abb8e700000031d20fae2424eb040fae0424488d3d00000000e80000000084db740db8e7\
            00000031d20fae2c24eb040fae0c24c60500000000024889ec5d5b415b415a415941585f5e5a5958c3""";

    private static final int DISTANCE = X86_64.R_X86_64_PC32.number();
    private static final int CALL = X86_64.R_X86_64_PLT32.number();
    private static final int ENTRY_SHORTEST = 32;

    @Override
    public byte[] registration() {
        return HexFormat.of().parseHex(REGISTRATION.strip());
    }

    @Override
    public List<Field> toState() {
        return List.of(new Field(0x1d, DISTANCE, -4), new Field(0x2a, DISTANCE, -5), new Field(0x9b, DISTANCE, -5));
    }

    @Override
    public List<Field> toRecords() {
        return List.of(new Field(0x7b, DISTANCE, -4));
    }

    @Override
    public List<Field> toRegisterFrame() {
        return List.of(new Field(0x80, CALL, -4));
    }

    @Override
    public int entrySize(long alignment) {
        return Math.toIntExact(Math.max(ENTRY_SHORTEST, alignment));
    }

    /**
     * {@code cmpb $2, state(%rip); je function; call registration; jmp function}, then breakpoints up to the function.
     */
    @Override
    public byte[] entry(int size) {
        ByteBuffer code = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.fill(code.array(), (byte) 0xcc);
        code.put((byte) 0x80).put((byte) 0x3d).putInt(0).put((byte) 2);
        code.put((byte) 0x0f).put((byte) 0x84).putInt(size - 13);
        code.put((byte) 0xe8).putInt(0);
        code.put((byte) 0xe9).putInt(size - 23);
        return code.array();
    }

    @Override
    public List<Field> entryToState() {
        return List.of(new Field(2, DISTANCE, -5));
    }

    @Override
    public List<Field> entryToRegistration() {
        return List.of(new Field(14, CALL, -4));
    }
}
