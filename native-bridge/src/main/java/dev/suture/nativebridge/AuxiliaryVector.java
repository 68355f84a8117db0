package dev.suture.nativebridge;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** What the kernel told a program when it started it (proc_pid_auxv(5), getauxval(3)). */
final class AuxiliaryVector {
    /** AT_PAGESZ. */
    private static final long PAGE_SIZE = 6;

    private static final int ENTRY = 2 * Long.BYTES;

    private AuxiliaryVector() {}

    /** The size of a page of memory in the process, in bytes: a choice of the kernel's builder on AArch64. */
    static int pageSize(ProcFiles files) {
        ByteBuffer entries = ByteBuffer.wrap(files.bytes("auxv")).order(ByteOrder.LITTLE_ENDIAN);
        while (entries.remaining() >= ENTRY) {
            long type = entries.getLong();
            long value = entries.getLong();
            if (type == PAGE_SIZE) {
                return Math.toIntExact(value);
            }
        }
        throw files.vanished(); // a zombie's is empty
    }
}
