package dev.suture.diff.explain;

import dev.suture.diff.compare.Meaning;
import dev.suture.diff.item.Item;
import dev.suture.diff.item.ObjectItems;
import dev.suture.elf.Machine;
import dev.suture.elf.asm.CodeReference;
import dev.suture.elf.asm.CodeScanner;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** What instructions of a function do, without the registers they use: an edit elsewhere in it may change these. */
final class InstructionShapes {
    private InstructionShapes() {}

    /** How often each shape stands in each piece of the function, by the piece's name; padding is left out. */
    static Map<String, Map<String, Integer>> byPiece(ObjectItems items, Item function, IntFunction<String> pieceAt) {
        Map<String, Map<String, Integer>> result = new HashMap<>();
        Machine machine = items.file().header().machine();
        byte[] code = Meaning.contents(function.bytes(), items.references(function));
        CodeScanner.forMachine(machine)
                .ifPresent(scanner -> scanner.scan(code, 0, code.length, new CodeScanner.Visitor() {
                    @Override
                    public void instruction(int offset, int length) {
                        byte[] bytes = Arrays.copyOfRange(code, offset, offset + length);
                        String shape = machine == Machine.X86_64 ? x86(bytes) : fixed(bytes);
                        if (!shape.isEmpty()) {
                            result.computeIfAbsent(pieceAt.apply(offset), p -> new HashMap<>())
                                    .merge(shape, 1, Integer::sum);
                        }
                    }

                    @Override
                    public void reference(CodeReference reference) {
                        // Distances are no part of what an instruction does.
                    }
                }));
        return result;
    }

    /** Whether it only brings control or values from one place to the other: push, pop, mov, jmp, ret, and room made. */
    static boolean isGlue(String shape) {
        return switch (shape) {
            case "50", "58", "89", "8b", "e9", "c3" -> true;
            default -> shape.startsWith("83/0 ") || shape.startsWith("83/5 ");
        };
    }

    /** On AArch64 the low ten bits hold registers, and so do five further ones (Arm ARM, A64 encoding). */
    private static String fixed(byte[] bytes) {
        return bytes.length < 4 ? "" : "%02x%02x".formatted(bytes[3], bytes[2] & 0xe0);
    }

    /** The opcode with what of ModRM belongs to it, and an immediate operand (Intel SDM, volume 2, appendix A). */
    private static String x86(byte[] bytes) {
        int at = 0;
        while (at < bytes.length - 1 && isPrefix(bytes[at] & 0xff)) {
            at++;
        }
        int opcode = bytes[at] & 0xff;
        if (opcode == 0x0f && at + 1 < bytes.length) {
            int second = bytes[at + 1] & 0xff;
            boolean near = second >>> 4 == 8;
            // A conditional jump has a short and a near form.
            return second == 0x1f ? "" : near ? "7" + Integer.toHexString(second & 0xf) : "0f%02x".formatted(second);
        }
        if (opcode == 0x90) {
            return "";
        }
        String name = switch (opcode >>> 3) {
            case 0x0a, 0x0b, 0x17 -> "%02x".formatted(opcode & 0xf8);
            default -> opcode == 0xeb ? "e9" : "%02x".formatted(opcode);
        };
        if (opcode >>> 4 == 7 || at + 1 >= bytes.length) {
            return opcode >>> 4 == 7 ? "7" + Integer.toHexString(opcode & 0xf) : name;
        }
        int operation = bytes[at + 1] >>> 3 & 7;
        return switch (opcode) {
            case 0x80, 0x83, 0xc0, 0xc1, 0xc6 -> "%s/%d %d".formatted(name, operation, bytes[bytes.length - 1]);
            case 0x6a, 0x6b -> "%s %d".formatted(name, bytes[bytes.length - 1]);
            case 0x81, 0xc7 -> "%s/%d %s".formatted(name, operation, last4(bytes));
            case 0x05, 0x0d, 0x15, 0x1d, 0x25, 0x2d, 0x35, 0x3d, 0x68, 0x69, 0xa9 -> name + last4(bytes);
            case 0xd0, 0xd1, 0xd2, 0xd3, 0xf6, 0xf7, 0xfe, 0xff -> "%s/%d".formatted(name, operation);
            default -> opcode >>> 3 == 0x17 ? name + last4(bytes) : name;
        };
    }

    private static boolean isPrefix(int value) {
        return switch (value) {
            case 0x66, 0x67, 0x26, 0x2e, 0x36, 0x3e, 0x64, 0x65, 0xf0, 0xf2, 0xf3 -> true;
            default -> value >>> 4 == 4;
        };
    }

    private static String last4(byte[] bytes) {
        return Arrays.toString(Arrays.copyOfRange(bytes, Math.max(0, bytes.length - 4), bytes.length));
    }
}
