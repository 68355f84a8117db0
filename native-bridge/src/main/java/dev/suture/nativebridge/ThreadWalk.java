package dev.suture.nativebridge;

import java.util.Arrays;

/** The frames that a {@link StackUnwinder} went through, innermost first. Used again for the next thread. */
final class ThreadWalk {
    private static final int MOST_KEPT = 1024;

    private long[] pcs = new long[64];
    private long[] sps = new long[64];
    private boolean[] exact = new boolean[64];
    private int count;
    private End end = End.STOPPED;
    private long scanFrom;

    /** How a walk ended. */
    enum End {
        /** At an outermost frame: there is no other. */
        OUTERMOST,
        /** At a return address of 0: taken for the outermost frame, but what lies above is looked at all the same. */
        ZERO,
        /** Where it could not go on: what is further up the stack has not been seen. */
        STOPPED,
        /** Where the kernel has put its own address in the place of the caller's. */
        HIDDEN
    }

    void clear() {
        count = 0;
    }

    void add(long pc, long sp, boolean atPc) {
        if (count == pcs.length) {
            pcs = Arrays.copyOf(pcs, 2 * count);
            sps = Arrays.copyOf(sps, 2 * count);
            exact = Arrays.copyOf(exact, 2 * count);
        }
        pcs[count] = pc;
        sps[count] = sp;
        exact[count++] = atPc;
    }

    /** @param from from where on the stack holds what was not unwound */
    void end(End how, long from) {
        end = how;
        scanFrom = from;
    }

    int count() {
        return count;
    }

    /** Program counter of a frame: where it runs or was interrupted, or the address to which it will be returned. */
    long pc(int frame) {
        return pcs[frame];
    }

    /** Stack pointer in a frame. */
    long sp(int frame) {
        return sps[frame];
    }

    boolean exact(int frame) {
        return exact[frame];
    }

    /** An address inside the function of a frame, also where a call is its last instruction. */
    long place(int frame) {
        return exact[frame] ? pcs[frame] : pcs[frame] - 1;
    }

    End end() {
        return end;
    }

    long scanFrom() {
        return scanFrom;
    }

    /** A copy of the innermost frames: a deep recursion has more than anybody reads. */
    Backtrace copy(int tid, UnwindTables tables) {
        int kept = Math.min(count, MOST_KEPT);
        return new Backtrace(
                tid,
                Arrays.copyOf(pcs, kept),
                Arrays.copyOf(exact, kept),
                count - kept,
                end == End.OUTERMOST || end == End.ZERO,
                tables);
    }
}
