package dev.suture.nativebridge.disasm;

import com.sun.jna.Memory;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.suture.elf.asm.Instruction;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An open handle of Capstone for one machine. A handle is not safe for several threads: they take turns. It stays open
 * as long as the JVM; there is one for each machine.
 */
final class CapstoneEngine {
    /** Instructions fetched by one call: some hundred kilobytes of cs_insn. */
    private static final int BATCH = 2048;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.nativeOrder());

    private final CapstoneLibrary library;
    private final InsnLayout layout;
    private final Pointer handle;

    private CapstoneEngine(CapstoneLibrary library, InsnLayout layout, Pointer handle) {
        this.library = library;
        this.layout = layout;
        this.handle = handle;
    }

    /** Empty if the library was built without this architecture. */
    static Optional<CapstoneEngine> open(CapstoneLibrary library, InsnLayout layout, int architecture, int mode) {
        PointerByReference handle = new PointerByReference();
        if (library.cs_open(architecture, mode, handle) != 0) {
            return Optional.empty();
        }
        // Bytes that are no instruction come as .byte rows instead of ending the work.
        library.cs_option(handle.getValue(), CapstoneLibrary.OPTION_SKIPDATA, new NativeLong(CapstoneLibrary.ON));
        return Optional.of(new CapstoneEngine(library, layout, handle.getValue()));
    }

    List<Instruction> disassemble(byte[] code, long address) {
        List<Instruction> instructions = new ArrayList<>(code.length / 4 + 1);
        if (code.length == 0) {
            return instructions;
        }
        try (Memory memory = new Memory(code.length)) {
            memory.write(0, code, 0, code.length);
            int offset = 0;
            while (offset < code.length) {
                int next = batch(memory, code.length, address, offset, instructions);
                if (next == offset) {
                    break;
                }
                offset = next;
            }
            // Capstone gives up on a tail shorter than the machine's shortest instruction.
            if (offset < code.length) {
                instructions.add(DataRow.of(code, offset, code.length - offset));
            }
        }
        return instructions;
    }

    /** @return the offset behind the last instruction decoded */
    private int batch(Memory memory, int size, long address, int offset, List<Instruction> instructions) {
        byte[] rows = rows(memory.share(offset), size - offset, address + offset);
        int at = offset;
        for (int row = 0; row < rows.length; row += layout.total()) {
            int length = (short) SHORT.get(rows, row + layout.sizeField()) & 0xffff;
            instructions.add(new Instruction(
                    at,
                    length,
                    (int) INT.get(rows, row + InsnLayout.ID),
                    text(rows, row + layout.mnemonic(), InsnLayout.MNEMONIC_LENGTH),
                    text(rows, row + layout.operands(), InsnLayout.OPERANDS_LENGTH)));
            at += length;
        }
        return at;
    }

    /** A copy of the next batch of cs_insn; the only part for which threads take turns. Empty at the end. */
    private synchronized byte[] rows(Pointer code, int size, long address) {
        PointerByReference result = new PointerByReference();
        int count = library.cs_disasm(handle, code, new NativeLong(size), address, new NativeLong(BATCH), result)
                .intValue();
        if (count == 0) {
            return new byte[0];
        }
        try {
            return result.getValue().getByteArray(0, count * layout.total());
        } finally {
            library.cs_free(result.getValue(), new NativeLong(count));
        }
    }

    private static String text(byte[] rows, int at, int longest) {
        int length = 0;
        while (length < longest && rows[at + length] != 0) {
            length++;
        }
        return new String(rows, at, length, StandardCharsets.ISO_8859_1);
    }
}
