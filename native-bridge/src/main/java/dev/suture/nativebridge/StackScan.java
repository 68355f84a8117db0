package dev.suture.nativebridge;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Looks at every aligned word of a stack for what could be a return address into a function, that is {@code start < word
 * <= end}. A word equal to the end counts only if a call may stand before it: a call that does not return can be a
 * function's last instruction. So a stale word may be reported, but nothing is missed on a stack that was seen whole. A
 * stack that a signal handler on an alternate stack has interrupted is found through the signal's frame.
 */
final class StackScan {
    /** Beyond this a "stack" is a mapping used for other things too, and the thread counts as not checked. */
    private static final int LONGEST_STACK = 8 * 1024 * 1024;

    private static final int MOST_STACKS = 64;
    private static final int FIRST_BUFFER = 256 * 1024;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final FunctionRanges functions;
    private byte[] buffer = new byte[FIRST_BUFFER];

    StackScan(FunctionRanges functions) {
        this.functions = functions;
    }

    /**
     * Looks at a thread's stack from an address to the stack's end, and at those that signals have interrupted.
     *
     * @param hidden addresses that stand in the place of others: if a word is one, the stack does not tell enough
     * @param home the thread's own stack, looked at as well if none of these stacks is it
     * @return whether all of them were seen whole
     */
    boolean scan(
            FrozenProcess process,
            FrozenThread thread,
            long from,
            AddressRange hidden,
            HomeStack home,
            ThreadHits hits) {
        Deque<Long> stacks = new ArrayDeque<>(List.of(from));
        boolean atHome = false;
        for (int count = 0; !stacks.isEmpty(); count++) {
            long next = stacks.remove();
            // More stacks than nested signal handlers can have: the frames are no real ones.
            if (count == MOST_STACKS || !scanStack(process, thread, next, stacks, hidden, hits)) {
                return false;
            }
            atHome |= home.holds(next);
            if (stacks.isEmpty() && !atHome) {
                atHome = true;
                home.start().ifPresent(stacks::add);
            }
        }
        return true;
    }

    /** Looks at what a thread's registers may hold of return addresses: on some processors calls leave them there. */
    void registers(FrozenProcess process, FrozenThread thread, ThreadHits hits) {
        long code = ~process.signatureBits();
        for (long held : thread.heldReturnAddresses()) {
            report(process, held & code, thread.sp(), hits);
        }
    }

    private boolean scanStack(
            FrozenProcess process,
            FrozenThread thread,
            long pointer,
            Deque<Long> others,
            AddressRange hidden,
            ThreadHits hits) {
        long sp = (pointer + 7) & -8L;
        Optional<AddressRange> mapping = process.mappingAround(sp);
        if (mapping.isEmpty()) {
            return false;
        }
        long wanted = stackEnd(mapping.get(), sp, thread.threadPointer()) - sp;
        int length = (int) Math.min(wanted, LONGEST_STACK);
        if (buffer.length < length) {
            buffer = new byte[length];
        }
        int read = process.memory().readSome(sp, buffer, 0, length);
        boolean plain = scanWords(process, sp, read, hidden, hits);
        AddressRange seen = new AddressRange(sp, sp + read);
        process.architecture()
                .interruptedStacks(buffer, read, process.signalReturn())
                .filter(interrupted -> interrupted != 0 && !seen.contains(interrupted))
                .forEach(others::add);
        return read == wanted && plain;
    }

    /**
     * The mapping's end, unless the thread's control block lies in it above the stack pointer: it stands at the top of
     * a thread's stack (glibc, musl), and the kernel may have merged the mapping with the next thread's.
     */
    private static long stackEnd(AddressRange mapping, long sp, long threadPointer) {
        boolean bounded = mapping.contains(threadPointer) && Long.compareUnsigned(threadPointer, sp) > 0;
        return bounded ? threadPointer & -8L : mapping.end();
    }

    /** @return whether no word is a hidden address */
    private boolean scanWords(FrozenProcess process, long sp, int length, AddressRange hidden, ThreadHits hits) {
        long code = ~process.signatureBits();
        boolean plain = true;
        for (int i = 0; i + Long.BYTES <= length; i += Long.BYTES) {
            long word = (long) WORDS.get(buffer, i) & code;
            if (functions.around(word - 1)) {
                report(process, word, sp + i, hits);
            }
            plain &= !hidden.contains(word);
        }
        return plain;
    }

    private void report(FrozenProcess process, long word, long place, ThreadHits hits) {
        for (FunctionRange function : functions.at(word - 1)) {
            if (word != function.end() || callMayEndAt(process, word)) {
                hits.onStack(function, word, place);
            }
        }
    }

    /**
     * Whether a call instruction may end at an address; also if that cannot be seen. A pointer to the next function (to
     * main, on every first thread's stack) has the same value as a function's end and would keep the function busy for
     * ever.
     */
    static boolean callMayEndAt(FrozenProcess process, long address) {
        byte[] code = new byte[process.architecture().longestCall()];
        return process.memory().readSome(address - code.length, code, 0, code.length) < code.length
                || process.architecture().callMayEnd(code);
    }
}
