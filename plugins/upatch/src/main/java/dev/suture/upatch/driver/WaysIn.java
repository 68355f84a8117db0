package dev.suture.upatch.driver;

import dev.suture.elf.Machine;
import dev.suture.elf.Relocation;
import dev.suture.elf.Section;
import dev.suture.elf.Symbol;
import dev.suture.elf.asm.CodeReference;
import dev.suture.elf.asm.CodeScanner;
import dev.suture.upatch.format.UpatchFile;
import dev.suture.upatch.format.UpatchFormat;
import dev.suture.upatch.format.UpatchFunction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The addresses at which a program may come into a patch's code by itself: the starts of functions it has added, and
 * where calls return to. Nobody has the address of a replacement, as that of the function it replaces stands for it.
 */
final class WaysIn {
    /** What does not return, so that what stands behind the call is something else, such as a landing pad. */
    private static final Set<String> NEVER_RETURNING = Set.of(
            "_Unwind_Resume",
            "__cxa_throw",
            "__cxa_rethrow",
            "__cxa_bad_cast",
            "__cxa_bad_typeid",
            "__cxa_throw_bad_array_new_length",
            "_ZSt9terminatev",
            "__stack_chk_fail",
            "__assert_fail",
            "abort",
            "exit",
            "_exit");

    private static final int CALL = 0xe8;
    private static final int CALL_INDIRECT = 0xff;
    private static final int BL = 0x94000000;
    /** blr, and blraa to blrabz, which authenticate the address. */
    private static final int BLR_MASK = 0xfefff000;

    private static final int BLR = 0xd63f0000;

    private final UpatchFile patch;
    private final PatchLayout layout;
    private final long start;
    private final Set<Long> functions = new HashSet<>();
    private final Set<Long> returns = new HashSet<>();

    private WaysIn(AppliedPatch applied) {
        this.patch = applied.patch();
        this.layout = applied.layout();
        this.start = applied.header().start();
        addFunctions();
        layout.loaded().stream().filter(Section::isCode).forEach(this::addReturns);
        returns.removeAll(LandingPads.of(applied));
    }

    static WaysIn of(AppliedPatch applied) {
        return new WaysIn(applied);
    }

    /** Whether a function that was added starts there. */
    boolean function(long address) {
        return functions.contains(address);
    }

    /** Whether one starts there or a call returns there. */
    boolean any(long address) {
        return functions.contains(address) || returns.contains(address);
    }

    private void addFunctions() {
        long first = Long.MAX_VALUE;
        for (Symbol symbol : patch.elf().symbols()) {
            if (symbol.isFunction() && symbol.isInSection() && layout.isLoaded(symbol.sectionIndex())) {
                long address = start + layout.section(symbol.sectionIndex()) + symbol.value();
                first = Math.min(first, address);
                if (!isReplacement(symbol)) {
                    functions.add(address);
                }
            }
        }
        if (patch.elf().section(UpatchFormat.UNWIND_STATE).isPresent()) {
            // The C++ runtime keeps the lowest address of what it can unwind, to find it by, and never goes there.
            functions.remove(first);
        }
    }

    private boolean isReplacement(Symbol symbol) {
        for (UpatchFunction function : patch.functions()) {
            long offset = symbol.value() - function.newOffset();
            if (function.newSection() == symbol.sectionIndex() && offset >= 0 && offset < function.newSize()) {
                return true;
            }
        }
        return false;
    }

    private void addReturns(Section section) {
        byte[] code = section.contents().toArray();
        long base = start + layout.section(section.index());
        Map<Long, String> callees = callees(section);
        CodeScanner.forMachine(patch.abi().machine())
                .orElseThrow()
                .scan(code, 0, code.length, new CodeScanner.Visitor() {
                    @Override
                    public void instruction(int offset, int length) {
                        long end = (long) offset + length;
                        boolean comesBack = !callees.containsKey(end - Integer.BYTES)
                                || !neverReturns(callees.get(end - Integer.BYTES));
                        if (isCall(code, offset, length) && comesBack) {
                            returns.add(base + end);
                        }
                    }

                    @Override
                    public void reference(CodeReference reference) {}
                });
    }

    /** By the place of the relocation, which is the last word of a direct call's instruction. */
    private Map<Long, String> callees(Section section) {
        Map<Long, String> result = new HashMap<>();
        for (Section relocations : patch.elf().relocationSectionsOf(section)) {
            for (Relocation relocation : patch.elf().relocations(relocations)) {
                result.put(
                        relocation.offset(), layout.symbol(relocation.symbol()).name());
            }
        }
        return result;
    }

    private static boolean neverReturns(String name) {
        return NEVER_RETURNING.contains(name) || name.startsWith("_ZSt") && name.contains("__throw_");
    }

    private boolean isCall(byte[] code, int offset, int length) {
        if (patch.abi().machine() == Machine.AARCH64) {
            int word = length == Integer.BYTES
                    ? ByteBuffer.wrap(code).order(ByteOrder.LITTLE_ENDIAN).getInt(offset)
                    : 0;
            return (word & 0xfc000000) == BL || (word & BLR_MASK) == BLR;
        }
        int at = offset;
        int end = offset + length;
        while (at < end - 1 && isPrefix(code[at] & 0xff)) {
            at++;
        }
        int opcode = code[at] & 0xff;
        return opcode == CALL || opcode == CALL_INDIRECT && at + 1 < end && (code[at + 1] >> 3 & 7) == 2;
    }

    /** Those that stand before calls: REX, operand size, notrack, and the segments of thread-local calls. */
    private static boolean isPrefix(int code) {
        return code >= 0x40 && code <= 0x4f || code == 0x66 || code == 0x3e || code == 0x64 || code == 0xf2;
    }
}
