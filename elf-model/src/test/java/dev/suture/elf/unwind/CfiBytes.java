package dev.suture.elf.unwind;

import dev.suture.elf.ElfBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Call frame information put together by hand: one CIE and one FDE, with absolute addresses. */
final class CfiBytes {
    static final long START = 0x401000;
    static final long LENGTH = 0x100;

    private String augmentation = "zR";
    private byte[] augmentationData = {0};
    private int returnRegister = 16;
    private byte[] common = {};
    private byte[] function = {};

    static CfiBytes make() {
        return new CfiBytes();
    }

    CfiBytes augmentation(String letters, int... data) {
        augmentation = letters;
        augmentationData = bytes(data);
        return this;
    }

    CfiBytes returnRegister(int register) {
        returnRegister = register;
        return this;
    }

    CfiBytes common(int... instructions) {
        common = bytes(instructions);
        return this;
    }

    CfiBytes function(int... instructions) {
        function = bytes(instructions);
        return this;
    }

    byte[] toBytes() {
        ByteArrayOutputStream cie = new ByteArrayOutputStream();
        cie.writeBytes(new byte[4]);
        cie.write(1);
        cie.writeBytes(augmentation.getBytes());
        cie.write(0);
        cie.write(1); // code alignment
        cie.write(0x78); // data alignment -8
        cie.write(returnRegister);
        if (augmentation.startsWith("z")) {
            cie.write(augmentationData.length);
            cie.writeBytes(augmentationData);
        }
        cie.writeBytes(common);
        ByteArrayOutputStream fde = new ByteArrayOutputStream();
        fde.writeBytes(number(4 + cie.size() + 4, 4));
        fde.writeBytes(number(START, 8));
        fde.writeBytes(number(LENGTH, 8));
        if (augmentation.startsWith("z")) {
            fde.write(0);
        }
        fde.writeBytes(function);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(number(cie.size(), 4));
        all.writeBytes(cie.toByteArray());
        all.writeBytes(number(fde.size(), 4));
        all.writeBytes(fde.toByteArray());
        all.writeBytes(new byte[4]);
        return all.toByteArray();
    }

    UnwindTable table(DwarfRegisters registers) {
        return table(registers, toBytes());
    }

    static UnwindTable table(DwarfRegisters registers, byte[] bytes) {
        return UnwindTable.ofRecords(registers, ElfBytes.of("records", bytes, ByteOrder.LITTLE_ENDIAN), 0x402000);
    }

    private static byte[] number(long value, int size) {
        byte[] eight = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
        return java.util.Arrays.copyOf(eight, size);
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
