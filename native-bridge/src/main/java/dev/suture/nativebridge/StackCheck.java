package dev.suture.nativebridge;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the threads of a frozen process that are inside given functions. Build it before the freeze.
 *
 * <p>The check is conservative: every aligned word from the stack pointer to the end of the stack counts if it could be
 * a return address into a function, that is {@code start < word <= end}. A word equal to the end counts only if a call
 * may stand before it: a call that does not return can be a function's last instruction. So the check may report a
 * thread for a stale word, but it does not miss one whose stack it has seen whole; which stacks it could not see whole
 * is part of the result. A stack that a signal handler on an alternate stack has interrupted is found through the
 * signal's frame. The stacks of suspended coroutines are not looked at.
 */
public final class StackCheck {
    /** Beyond this a "stack" is a mapping used for other things too, and the thread counts as not checked. */
    private static final int LONGEST_STACK = 8 * 1024 * 1024;

    private static final int MOST_STACKS = 64;
    private static final int FIRST_BUFFER = 256 * 1024;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final FunctionRange[] functions;
    /** The starts of {@link #functions}, ascending, with the sign bit flipped so that signed order is address order. */
    private final long[] starts;
    /** For each function the highest end among it and those before it: where to stop looking backwards. */
    private final long[] highestEnds;

    private byte[] buffer = new byte[FIRST_BUFFER];

    private StackCheck(FunctionRange[] functions) {
        this.functions = functions;
        this.starts = new long[functions.length];
        this.highestEnds = new long[functions.length];
        long highest = Long.MIN_VALUE;
        for (int i = 0; i < functions.length; i++) {
            starts[i] = flip(functions[i].start());
            highest = Math.max(highest, flip(functions[i].end()));
            highestEnds[i] = highest;
        }
    }

    /** A check for these functions, which may overlap and come in any order. */
    public static StackCheck forFunctions(Collection<FunctionRange> functions) {
        FunctionRange[] sorted = functions.toArray(FunctionRange[]::new);
        Arrays.sort(sorted, Comparator.comparingLong(function -> flip(function.start())));
        return new StackCheck(sorted);
    }

    /**
     * What a check found.
     *
     * @param busy the threads inside a function: one entry for each thread and function, the innermost hit
     * @param unchecked ids of threads whose stack could not be read to its end; they count as busy with everything
     */
    public record Result(List<BusyThread> busy, List<Integer> unchecked) {
        /** Whether every stack was seen whole and no thread was found inside a function. */
        public boolean clear() {
            return busy.isEmpty() && unchecked.isEmpty();
        }
    }

    /** Looks at all threads. One read of memory for each thread. */
    public synchronized Result check(FrozenProcess process) {
        List<BusyThread> busy = new ArrayList<>();
        List<Integer> unchecked = new ArrayList<>();
        if (functions.length > 0) {
            for (FrozenThread thread : process.threads()) {
                if (!check(process, thread, busy)) {
                    unchecked.add(thread.tid());
                }
            }
        }
        return new Result(List.copyOf(busy), List.copyOf(unchecked));
    }

    private boolean check(FrozenProcess process, FrozenThread thread, List<BusyThread> busy) {
        Set<FunctionRange> found = new HashSet<>();
        // The program counter may be at the start, a return address cannot; at the end it is the other way round.
        report(process, thread.pc() + 1, 0, BusyThread.Evidence.RUNNING, thread, found, busy);
        long code = ~process.signatureBits();
        for (long held : thread.heldReturnAddresses()) {
            report(process, held & code, 0, BusyThread.Evidence.ON_STACK, thread, found, busy);
        }
        Deque<Long> stacks = new ArrayDeque<>(List.of(thread.sp()));
        for (int count = 0; !stacks.isEmpty(); count++) {
            // More stacks than nested signal handlers can have: the frames are no real ones.
            if (count == MOST_STACKS || !checkStack(process, thread, stacks.remove(), stacks, found, busy)) {
                return false;
            }
        }
        return true;
    }

    /** @return whether the stack was seen whole; other stacks that signal frames on it name are added to the others */
    private boolean checkStack(
            FrozenProcess process,
            FrozenThread thread,
            long pointer,
            Deque<Long> others,
            Set<FunctionRange> found,
            List<BusyThread> busy) {
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
        scan(process, read, sp - pointer, thread, found, busy);
        AddressRange seen = new AddressRange(sp, sp + read);
        process.architecture()
                .interruptedStacks(buffer, read, process.signalReturn())
                .filter(interrupted -> interrupted != 0 && !seen.contains(interrupted))
                .forEach(others::add);
        return read == wanted;
    }

    /**
     * The mapping's end, unless the thread's control block lies in it above the stack pointer: it stands at the top of
     * a thread's stack (glibc, musl), and the kernel may have merged the mapping with the next thread's.
     */
    private static long stackEnd(AddressRange mapping, long sp, long threadPointer) {
        boolean bounded = mapping.contains(threadPointer) && Long.compareUnsigned(threadPointer, sp) > 0;
        return bounded ? threadPointer & -8L : mapping.end();
    }

    private void scan(
            FrozenProcess process,
            int length,
            long firstDepth,
            FrozenThread thread,
            Set<FunctionRange> found,
            List<BusyThread> busy) {
        long code = ~process.signatureBits();
        long lowest = starts[0];
        long highest = highestEnds[highestEnds.length - 1];
        for (int i = 0; i + Long.BYTES <= length; i += Long.BYTES) {
            long word = (long) WORDS.get(buffer, i) & code;
            long flipped = flip(word);
            if (flipped > lowest && flipped <= highest) {
                report(process, word, firstDepth + i, BusyThread.Evidence.ON_STACK, thread, found, busy);
            }
        }
    }

    /** Reports all functions with {@code start < word <= end} that this thread has not been reported for. */
    private void report(
            FrozenProcess process,
            long word,
            long depth,
            BusyThread.Evidence evidence,
            FrozenThread thread,
            Set<FunctionRange> found,
            List<BusyThread> busy) {
        long flipped = flip(word);
        int position = Arrays.binarySearch(starts, flipped);
        int last = position >= 0 ? position : -position - 2;
        for (int i = last; i >= 0 && highestEnds[i] >= flipped; i--) {
            boolean inside = starts[i] < flipped && flipped <= flip(functions[i].end());
            if (inside
                    && evidence == BusyThread.Evidence.ON_STACK
                    && word == functions[i].end()
                    && !callMayEndAt(process, word)) {
                continue;
            }
            if (inside && found.add(functions[i])) {
                long address = evidence == BusyThread.Evidence.RUNNING ? word - 1 : word;
                busy.add(new BusyThread(thread.tid(), thread.name(), functions[i], evidence, address, depth));
            }
        }
    }

    /**
     * Whether a call instruction may end at an address. A pointer to the next function (to main, on every first thread's
     * stack) has the same value as a function's end and would keep the function busy for ever.
     */
    private static boolean callMayEndAt(FrozenProcess process, long address) {
        byte[] code = new byte[process.architecture().longestCall()];
        return process.memory().readSome(address - code.length, code, 0, code.length) < code.length
                || process.architecture().callMayEnd(code);
    }

    private static long flip(long address) {
        return address ^ Long.MIN_VALUE;
    }
}
