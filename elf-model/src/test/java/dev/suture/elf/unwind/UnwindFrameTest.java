package dev.suture.elf.unwind;

import static dev.suture.elf.unwind.CfiBytes.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.elf.ElfFormatException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnwindFrameTest {
    private static final int RBX = 3;
    private static final int RBP = 6;
    private static final int RSP = 7;
    private static final long STACK = 0x7fff0000;

    private final Map<Long, Long> words = new HashMap<>();

    private final UnwindMemory memory = new UnwindMemory() {
        @Override
        public boolean load(long address, int size) {
            return words.containsKey(address);
        }

        @Override
        public long read(long address, int size) {
            return words.get(address) & (size == 8 ? -1L : (1L << 8 * size) - 1);
        }
    };

    @Test
    void goesToTheCallerAndItsRegisters() {
        UnwindTable table = CfiBytes.make()
                .common(0x0c, 7, 8, 0x90, 1)
                .function(0x0e, 24, 0x86, 2, 0x83, 3)
                .table(DwarfRegisters.X86_64);
        words.put(STACK, 0x11L);
        words.put(STACK + 8, 0x22L);
        words.put(STACK + 16, 0x401234L);
        UnwindFrame frame = start(START);
        assertThat(frame.exact()).isTrue();
        assertThat(frame.step(table.row(frame.place()).orElseThrow(), memory)).isEqualTo(UnwindStep.CALLER);
        assertThat(frame.pc()).isEqualTo(0x401234);
        assertThat(frame.place()).isEqualTo(0x401233);
        assertThat(frame.stackPointer()).isEqualTo(STACK + 24);
        assertThat(frame.value(RBX)).isEqualTo(0x11);
        assertThat(frame.value(RBP)).isEqualTo(0x22);
        assertThat(frame.value(12)).isEqualTo(12);
        // A call may have changed rax; nobody has saved it.
        assertThat(frame.knows(0)).isFalse();
        assertThat(frame.knows(16)).isTrue();
    }

    @Test
    void keepsAllRegistersOfWhatASignalInterrupted() {
        UnwindTable table = CfiBytes.make()
                .augmentation("zRS", 0)
                .common(0x0f, 3, 0x77, 16, 0x06, 0x90, 1) // CFA: the word at rsp + 16; return address below it
                .table(DwarfRegisters.X86_64);
        words.put(STACK + 16, STACK + 0x1000);
        words.put(STACK + 0x1000 - 8, 0x405000L);
        UnwindFrame frame = start(START);
        assertThat(frame.step(table.row(START).orElseThrow(), memory)).isEqualTo(UnwindStep.CALLER);
        assertThat(frame.place()).isEqualTo(0x405000);
        assertThat(frame.stackPointer()).isEqualTo(STACK + 0x1000);
        assertThat(frame.knows(0)).isTrue();
    }

    @Test
    void endsAtAnUndefinedReturnAddress() {
        UnwindTable table =
                CfiBytes.make().common(0x0c, 7, 8, 0x90, 1).function(0x07, 16).table(DwarfRegisters.X86_64);
        assertThat(start(START).step(table.row(START).orElseThrow(), memory)).isEqualTo(UnwindStep.OUTERMOST);
    }

    @Test
    void saysWhatItCannotReadOrDoesNotKnow() {
        UnwindTable table = CfiBytes.make().common(0x0c, 7, 8, 0x90, 1).table(DwarfRegisters.X86_64);
        UnwindFrame frame = start(START);
        assertThat(frame.step(table.row(START).orElseThrow(), memory)).isEqualTo(UnwindStep.UNREADABLE);
        assertThat(frame.pc()).isEqualTo(START);
        assertThat(frame.stackPointer()).isEqualTo(STACK);
        assertThat(step(0x0c, 70, 8, 0x90, 1)).as("an unknown CFA register").isEqualTo(UnwindStep.UNKNOWN);
        assertThat(step(0x0c, 7, 8)).as("no rule for the return address").isEqualTo(UnwindStep.UNKNOWN);
        assertThat(step(0x90, 1)).as("no CFA").isEqualTo(UnwindStep.UNKNOWN);
        assertThat(step(0x0c, 7, 8, 0x09, 16, 60)).as("in an unknown register").isEqualTo(UnwindStep.UNKNOWN);
    }

    private UnwindStep step(int... instructions) {
        UnwindTable table = CfiBytes.make().common(instructions).table(DwarfRegisters.X86_64);
        return start(START).step(table.row(START).orElseThrow(), memory);
    }

    /** What ld writes for lazily bound procedure linkage tables: 8 more once the entry has pushed its number. */
    @Test
    void evaluatesTheProcedureLinkageTablesExpression() {
        UnwindTable table = CfiBytes.make()
                .common(0x0c, 7, 8, 0x90, 1)
                .function(0x0f, 11, 0x77, 8, 0x80, 0, 0x3f, 0x1a, 0x3b, 0x2a, 0x33, 0x24, 0x22)
                .table(DwarfRegisters.X86_64);
        words.put(STACK, 0x401111L);
        words.put(STACK + 8, 0x402222L);
        UnwindFrame early = start(START + 0x10);
        assertThat(early.step(table.row(early.place()).orElseThrow(), memory)).isEqualTo(UnwindStep.CALLER);
        assertThat(early.pc()).isEqualTo(0x401111);
        UnwindFrame late = start(START + 0x1b);
        assertThat(late.step(table.row(late.place()).orElseThrow(), memory)).isEqualTo(UnwindStep.CALLER);
        assertThat(late.pc()).isEqualTo(0x402222);
    }

    @Test
    void evaluatesOperations() {
        assertThat(evaluate(0x08, 0xfe, 0x09, 0xfe, 0x22)).isEqualTo(0xfc); // const1u + const1s
        assertThat(evaluate(0x0a, 0x34, 0x12, 0x0b, 0xff, 0xff, 0x1c)).isEqualTo(0x1235);
        assertThat(evaluate(0x0c, 1, 0, 0, 0x80, 0x0d, 0, 0, 0, 0x80, 0x22)).isEqualTo(1);
        assertThat(evaluate(0x0e, 1, 2, 3, 4, 5, 6, 7, 8)).isEqualTo(0x0807060504030201L);
        assertThat(evaluate(0x10, 0x80, 0x01, 0x11, 0x7f, 0x1e)).isEqualTo(-128);
        assertThat(evaluate(0x31, 0x32, 0x33, 0x17, 0x1c, 0x1c))
                .as("rot: 3 1 2")
                .isEqualTo(3 - (1 - 2));
        assertThat(evaluate(0x35, 0x36, 0x16, 0x1c)).as("swap").isEqualTo(1);
        assertThat(evaluate(0x35, 0x36, 0x14, 0x22, 0x22)).as("over").isEqualTo(16);
        assertThat(evaluate(0x35, 0x36, 0x15, 1, 0x13, 0x12, 0x22))
                .as("pick, drop, dup")
                .isEqualTo(12);
        assertThat(evaluate(0x35, 0x1f, 0x19, 0x20)).as("neg, abs, not").isEqualTo(~5);
        assertThat(evaluate(0x47, 0x35, 0x1b, 0x47, 0x35, 0x1d, 0x22))
                .as("div, mod")
                .isEqualTo(4 + 3);
        assertThat(evaluate(0x31, 0x24 - 0x24 + 0x34, 0x24)).as("1 << 4").isEqualTo(16);
        assertThat(evaluate(0x38, 0x1f, 0x31, 0x26)).as("-8 >> 1").isEqualTo(-4);
        assertThat(evaluate(0x38, 0x1f, 0x08, 60, 0x25)).as("-8 >>> 60").isEqualTo(15);
        assertThat(evaluate(0x31, 0x28, 1, 0, 0x36, 0x37)).as("bra over the 6").isEqualTo(7);
        assertThat(evaluate(0x2f, 1, 0, 0x36, 0x37)).as("skip over the 6").isEqualTo(7);
        assertThat(evaluate(0x92, 0x03, 0x05)).as("bregx rbx + 5").isEqualTo(8);
        assertThat(evaluate(0x35, 0x23, 0x0a)).as("plus_uconst").isEqualTo(15);
        words.put(0x1000L, 0x1122334455667788L);
        assertThat(evaluate(0x0a, 0, 0x10, 0x94, 2)).as("deref_size").isEqualTo(0x7788);
    }

    /** The value of an expression, used for rbx. */
    private long evaluate(int... operations) {
        words.put(STACK, 0x401111L);
        int[] instructions = new int[operations.length + 8];
        System.arraycopy(new int[] {0x0c, 7, 8, 0x90, 1, 0x16, RBX, operations.length}, 0, instructions, 0, 8);
        System.arraycopy(operations, 0, instructions, 8, operations.length);
        UnwindTable table = CfiBytes.make().common(instructions).table(DwarfRegisters.X86_64);
        UnwindFrame frame = start(START);
        assertThat(frame.step(table.row(START).orElseThrow(), memory)).isEqualTo(UnwindStep.CALLER);
        return frame.value(RBX);
    }

    @Test
    void refusesExpressionsThatAreNone() {
        for (int[] operations : new int[][] {
            {0x22},
            {0x13, 0x13},
            {0x35, 0x30, 0x1b},
            {0x2f, 0xfd, 0xff},
            {0x2f, 0x7f, 0},
            {0xe0, 0x22},
            {0x35, 0x94, 3},
            {0x12, 0x2f, 0xfc, 0xff}
        }) {
            assertThatThrownBy(() -> evaluate(operations)).isInstanceOf(ElfFormatException.class);
        }
    }

    @Test
    void takesTheAuthenticationCodeOffOnAArch64() {
        UnwindTable table = CfiBytes.make()
                .augmentation("zRB", 0)
                .returnRegister(30)
                .common(0x0c, 31, 0)
                .function(0x41, 0x2d, 0x41, 0x0e, 16, 0x9d, 2, 0x9e, 1)
                .table(DwarfRegisters.AARCH64);
        UnwindFrame frame = new UnwindFrame(DwarfRegisters.AARCH64);
        long[] registers = new long[32];
        registers[30] = 0x405000;
        registers[31] = STACK;
        // Before anything is saved, the return address is in its register.
        frame.start(registers, registers.length, START);
        assertThat(frame.step(table.row(START).orElseThrow(), memory)).isEqualTo(UnwindStep.CALLER);
        assertThat(frame.pc()).isEqualTo(0x405000);
        assertThat(frame.knows(30)).isFalse();
        assertThat(frame.step(table.row(START).orElseThrow(), memory)).isEqualTo(UnwindStep.UNKNOWN);
        // Signed and saved.
        words.put(STACK, 0x29L);
        words.put(STACK + 8, 0x00ab_0000_0040_5100L);
        frame.start(registers, registers.length, START + 2);
        assertThat(frame.step(table.row(START + 2).orElseThrow(), memory)).isEqualTo(UnwindStep.CALLER);
        assertThat(frame.pc()).isEqualTo(0x405100);
        assertThat(frame.stackPointer()).isEqualTo(STACK + 16);
        assertThat(frame.value(29)).isEqualTo(0x29);
    }

    private static UnwindFrame start(long pc) {
        UnwindFrame frame = new UnwindFrame(DwarfRegisters.X86_64);
        long[] registers = new long[17];
        for (int i = 0; i < registers.length; i++) {
            registers[i] = i;
        }
        registers[RSP] = STACK;
        registers[16] = pc;
        frame.start(registers, registers.length, pc);
        return frame;
    }
}
