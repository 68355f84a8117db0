package dev.suture.nativebridge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What was found of one thread: each function once, by its innermost frame or word. */
final class ThreadHits {
    private final long sp;
    private final List<Hit> hits = new ArrayList<>(0);
    private final Set<FunctionRange> found = new HashSet<>(0);

    /**
     * One function that a thread is or may be inside.
     *
     * @param address the program counter, return address or word
     * @param depth how far above the stack pointer that is, in bytes; 0 for what is running or below it
     * @param frame the number of the frame; -1 if it is only a word
     */
    record Hit(FunctionRange function, BusyThread.Evidence evidence, long address, long depth, int frame) {}

    /** @param sp the thread's stack pointer */
    ThreadHits(long sp) {
        this.sp = sp;
    }

    /** A frame is inside a function. */
    void frame(FunctionRange function, int number, long pc, boolean running, long frameSp) {
        if (found.add(function)) {
            BusyThread.Evidence evidence = running ? BusyThread.Evidence.RUNNING : BusyThread.Evidence.RETURNS_INTO;
            hits.add(new Hit(function, evidence, pc, running ? 0 : depth(frameSp), number));
        }
    }

    /** A word that may be a return address into a function. */
    void onStack(FunctionRange function, long word, long place) {
        if (found.add(function)) {
            hits.add(new Hit(function, BusyThread.Evidence.ON_STACK, word, depth(place), -1));
        }
    }

    private long depth(long place) {
        return Math.max(0, place - sp);
    }

    List<Hit> all() {
        return hits;
    }
}
