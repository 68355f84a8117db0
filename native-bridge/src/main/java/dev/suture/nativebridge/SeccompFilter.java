package dev.suture.nativebridge;

import java.nio.ByteBuffer;

/**
 * One filter of seccomp(2), run here to learn what it says of a system call before anybody makes it: a filter may kill the
 * whole process for one. The program is classic BPF over a struct seccomp_data (linux/filter.h, linux/seccomp.h).
 */
final class SeccompFilter {
    static final int INSTRUCTION = 8;
    /** Size of struct seccomp_data: nr, arch, instruction_pointer, args[6]. */
    static final int DATA = 64;

    /** SECCOMP_RET_ACTION_FULL. */
    private static final int ACTION = 0xffff0000;

    static final int KILL_THREAD = 0;
    static final int KILL_PROCESS = 0x80000000;
    static final int TRAP = 0x00030000;
    static final int ERRNO = 0x00050000;
    static final int NOTIFY = 0x7fc00000;
    static final int TRACE = 0x7ff00000;
    static final int LOG = 0x7ffc0000;
    static final int ALLOW = 0x7fff0000;

    private static final int SCRATCH = 16;
    /** Instruction classes and fields of a code (linux/bpf_common.h). */
    private static final int LD = 0;

    private static final int LDX = 1;
    private static final int ST = 2;
    private static final int STX = 3;
    private static final int ALU = 4;
    private static final int JMP = 5;
    private static final int RET = 6;
    private static final int MISC = 7;
    private static final int IMM = 0;
    private static final int ABS = 0x20;
    private static final int MEM = 0x60;
    private static final int LEN = 0x80;
    private static final int SOURCE_X = 8;
    private static final int RETURN_A = 0x10;
    private static final int TXA = 0x80;

    private final ByteBuffer program;

    /** @param program an array of struct sock_filter, in the machine's byte order */
    SeccompFilter(ByteBuffer program) {
        this.program = program;
    }

    /**
     * What the filter says.
     *
     * @param data a struct seccomp_data in the machine's byte order
     * @return the action, without the data that may come with it; {@link #KILL_PROCESS} for a program the kernel would
     *     not have taken
     */
    int run(ByteBuffer data) {
        int[] scratch = new int[SCRATCH];
        int a = 0;
        int x = 0;
        // Jumps only lead forwards, so this ends.
        for (long next = 0; next + INSTRUCTION <= program.limit(); next += INSTRUCTION) {
            int at = (int) next;
            int code = program.getShort(at) & 0xffff;
            int k = program.getInt(at + 4);
            int operand = (code & SOURCE_X) != 0 ? x : k;
            switch (code & 7) {
                case LD -> a = load(code, k, data, scratch);
                case LDX -> x = load(code, k, data, scratch);
                case ST -> scratch[k & SCRATCH - 1] = a;
                case STX -> scratch[k & SCRATCH - 1] = x;
                case ALU -> a = compute(code & 0xf0, a, operand);
                case JMP -> next += INSTRUCTION * jump(at, code & 0xf0, a, operand);
                case RET -> {
                    return ((code & RETURN_A) != 0 ? a : k) & ACTION;
                }
                case MISC -> {
                    if ((code & TXA) != 0) {
                        a = x;
                    } else {
                        x = a;
                    }
                }
                default -> throw new IllegalStateException();
            }
        }
        return KILL_PROCESS;
    }

    private static int load(int code, int k, ByteBuffer data, int[] scratch) {
        return switch (code & 0xe0) {
            case IMM -> k;
            case ABS -> k >= 0 && k <= DATA - Integer.BYTES ? data.getInt(k) : 0;
            case MEM -> scratch[k & SCRATCH - 1];
            case LEN -> DATA;
            default -> 0;
        };
    }

    private static int compute(int operation, int a, int operand) {
        return switch (operation) {
            case 0x00 -> a + operand;
            case 0x10 -> a - operand;
            case 0x20 -> a * operand;
            case 0x30 -> operand == 0 ? 0 : Integer.divideUnsigned(a, operand);
            case 0x40 -> a | operand;
            case 0x50 -> a & operand;
            case 0x60 -> a << operand;
            case 0x70 -> a >>> operand;
            case 0x80 -> -a;
            case 0xa0 -> a ^ operand;
            default -> 0;
        };
    }

    /** How many instructions are left out. */
    private long jump(int at, int operation, int a, int operand) {
        boolean holds = switch (operation) {
            case 0x10 -> a == operand;
            case 0x20 -> Integer.compareUnsigned(a, operand) > 0;
            case 0x30 -> Integer.compareUnsigned(a, operand) >= 0;
            case 0x40 -> (a & operand) != 0;
            default -> false;
        };
        if (operation == 0) {
            return Integer.toUnsignedLong(program.getInt(at + 4));
        }
        return program.get(at + (holds ? 2 : 3)) & 0xff;
    }

    /** An action in words, with the process as subject. */
    static String describe(int action) {
        return switch (action) {
            case ALLOW, LOG -> "allows it";
            case ERRNO -> "makes it fail";
            case TRAP -> "raises SIGSYS for it";
            case NOTIFY -> "asks a supervisor";
            case TRACE -> "leaves it to a tracer";
            case KILL_THREAD -> "kills the thread for it";
            default -> "kills the process for it";
        };
    }
}
