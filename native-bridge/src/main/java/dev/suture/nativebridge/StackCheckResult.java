package dev.suture.nativebridge;

import dev.suture.elf.Lazy;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a {@link StackCheck} found, thread by thread. What people read of it, such as names, is looked up when it is asked
 * for, so not while the process stands still.
 */
public final class StackCheckResult {
    private final List<Checked> threads;
    private final Lazy<List<BusyThread>> busy;

    /**
     * What was found of one thread.
     *
     * @param seen whether its stack was seen whole
     * @param returnsTo where the outermost of its frames in one of the functions returns to
     */
    record Checked(Backtrace backtrace, List<ThreadHits.Hit> hits, boolean seen, OptionalLong returnsTo) {
        private boolean clear() {
            return seen && hits.isEmpty();
        }
    }

    StackCheckResult(LinuxProcess process, List<Checked> threads) {
        this.threads = threads;
        this.busy = Lazy.of(() -> threads.stream()
                .filter(thread -> !thread.hits.isEmpty())
                .flatMap(thread -> describe(process, thread).stream())
                .toList());
    }

    private static List<BusyThread> describe(LinuxProcess process, Checked thread) {
        int tid = thread.backtrace.tid();
        String name = process.threadStat(tid).map(ThreadStat::name).orElse("?");
        return thread.hits.stream()
                .map(hit -> new BusyThread(
                        tid,
                        name,
                        hit.function(),
                        hit.evidence(),
                        hit.address(),
                        hit.depth(),
                        hit.frame() < 0 ? OptionalInt.empty() : OptionalInt.of(hit.frame()),
                        thread.backtrace))
                .toList();
    }

    /** Whether every stack was seen whole and no thread was found inside a function. */
    public boolean clear() {
        for (Checked thread : threads) {
            if (!thread.clear()) {
                return false;
            }
        }
        return true;
    }

    /** The threads inside a function: one entry for each thread and function, by the innermost frame or word. */
    public List<BusyThread> busy() {
        return busy.get();
    }

    /** Ids of threads whose stack could not be seen to its end; they count as busy with everything. */
    public List<Integer> unchecked() {
        return threads.stream()
                .filter(thread -> !thread.seen)
                .map(thread -> thread.backtrace.tid())
                .toList();
    }

    /** Of each thread that is not clear, where it will be when it has left: what a {@link LeaveWatch} waits for. */
    public List<LeavePoint> leavePoints() {
        return threads.stream()
                .filter(thread -> !thread.clear())
                .map(thread -> new LeavePoint(thread.backtrace.tid(), thread.returnsTo))
                .toList();
    }

    /** The frames of all threads. */
    public List<Backtrace> backtraces() {
        return threads.stream().map(Checked::backtrace).toList();
    }
}
