package dev.suture.nativebridge;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Waits until threads have left the functions they are in, without touching their process: a breakpoint that counts for
 * the kernel only tells when a thread comes to where the function returns to. Where the kernel gives none, or where a
 * function returns to is not known, it is looked from time to time whether the thread has run at all. Either is a hint
 * when to look again, not a proof: a recursive function returns to the same place more than once, and an exception goes
 * elsewhere.
 *
 * <p>Set it while the process is frozen, so that no thread leaves unnoticed. If Suture dies, nothing stays behind.
 * {@link #close()} takes the breakpoints away.
 */
public final class LeaveWatch implements AutoCloseable {
    /** Breakpoints at a time: each takes two pages and a descriptor. */
    private static final int MOST_BREAKPOINTS = 128;

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(50);
    /** No longer at a time in the kernel, so that an interrupt of this thread is noticed. */
    private static final Duration LONGEST_POLL = Duration.ofMillis(100);

    /** Below what may be mapped (vm.mmap_min_addr). */
    private static final long PAGE_WITHOUT_CODE = 4096;

    /** struct pollfd: descriptor, events, and what has come (poll(2)). */
    private static final int POLL_SIZE = 8;

    private static final int POLL_EVENTS = 4;
    private static final int POLL_RESULT = 6;
    private static final short POLLIN = 1;

    private final LinuxProcess process;
    private final List<Waiting> waiting = new ArrayList<>();
    private final TreeSet<String> refusals = new TreeSet<>();
    private final boolean anyBreakpoint;

    /** How one thread is waited for: by a breakpoint or by the number of times it has run. */
    private record Waiting(LeavePoint point, Optional<Breakpoint> breakpoint, OptionalLong ranBefore) {}

    /**
     * How it went.
     *
     * @param left whether every thread has come to where it was waited for, has run, or has ended
     * @param still the threads that have not
     * @param waited for how long
     * @param how in what way
     */
    public record Outcome(boolean left, List<Integer> still, Duration waited, String how) {}

    private LeaveWatch(LinuxProcess process, Collection<LeavePoint> points) {
        this.process = process;
        int count = 0;
        for (LeavePoint point : points) {
            Optional<Breakpoint> breakpoint = Optional.empty();
            if (point.address().isPresent() && count < MOST_BREAKPOINTS) {
                breakpoint = set(point);
                count++;
            }
            waiting.add(new Waiting(point, breakpoint, breakpoint.isPresent() ? OptionalLong.empty() : runs(point)));
        }
        anyBreakpoint = waiting.stream().anyMatch(w -> w.breakpoint.isPresent());
    }

    /** Begins to watch threads of a process. Takes some 50 microseconds for each. */
    public static LeaveWatch on(LinuxProcess process, Collection<LeavePoint> points) {
        return new LeaveWatch(process, points);
    }

    /**
     * Gets ready for {@link #on}: goes through it with a breakpoint on Suture's own thread that is never hit. Finds out, the
     * first time, whether this machine reports breakpoints; where it does not, that takes some milliseconds.
     */
    public static void rehearse() {
        LinuxProcess self = LinuxProcess.of(Libc.getpid());
        LeavePoint own = new LeavePoint(0, OptionalLong.of(PAGE_WITHOUT_CODE));
        try (LeaveWatch watch = on(self, List.of(own))) {
            watch.await(Duration.ZERO, Duration.ZERO);
        }
    }

    private Optional<Breakpoint> set(LeavePoint point) {
        if (!BreakpointTrial.reported()) {
            refusals.add("this machine takes them and does not report them");
            return Optional.empty();
        }
        Breakpoint.Setting setting = Breakpoint.set(point.tid(), point.address().getAsLong());
        if (setting.breakpoint().isEmpty() && setting.errno() != Errno.ESRCH) {
            refusals.add(Errno.describe(setting.errno()));
        }
        return setting.breakpoint();
    }

    /**
     * Waits until every watched thread has left, at most for the given time; less if this thread is interrupted. To be
     * called once.
     *
     * @param pause after how long to look first at threads that have no breakpoint; later looks come after twice the
     *     time each, up to a bound
     */
    public Outcome await(Duration timeout, Duration pause) {
        long begin = System.nanoTime();
        long nextLook = Math.min(pause.toNanos(), timeout.toNanos());
        long step = nextLook;
        while (true) {
            long elapsed = System.nanoTime() - begin;
            if (elapsed >= nextLook) {
                dropThoseThatRan();
                step = Math.min(2 * step, LONGEST_PAUSE.toNanos());
                nextLook = elapsed + step;
            }
            long left = timeout.toNanos() - elapsed;
            if (waiting.isEmpty() || left <= 0 || Thread.currentThread().isInterrupted()) {
                List<Integer> still = waiting.stream().map(w -> w.point.tid()).toList();
                return new Outcome(still.isEmpty(), still, Duration.ofNanos(elapsed), how());
            }
            boolean looking = waiting.stream().anyMatch(w -> w.breakpoint.isEmpty());
            long most = looking ? nextLook - elapsed : LONGEST_POLL.toNanos();
            poll(Math.min(left, most));
        }
    }

    /** Lets go of threads without a breakpoint that have run, and of those that have ended. */
    private void dropThoseThatRan() {
        for (Iterator<Waiting> each = waiting.iterator(); each.hasNext(); ) {
            Waiting next = each.next();
            if (next.breakpoint.isEmpty()) {
                OptionalLong now = runs(next.point);
                if (now.isEmpty() || !now.equals(next.ranBefore)) {
                    each.remove();
                }
            }
        }
    }

    /**
     * How much a thread has run (the first field of schedstat, in nanoseconds; Documentation/scheduler/sched-stats.rst);
     * empty if it has ended.
     */
    private OptionalLong runs(LeavePoint point) {
        try {
            String[] fields = process.files()
                    .read("task/" + point.tid() + "/schedstat")
                    .strip()
                    .split(" ");
            return OptionalLong.of(Long.parseLong(fields[0]));
        } catch (ProcessAccessException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Waits for a breakpoint to be hit. */
    private void poll(long nanos) {
        List<Waiting> set =
                waiting.stream().filter(w -> w.breakpoint.isPresent()).toList();
        try (Memory descriptors = new Memory(Math.max(1, set.size()) * POLL_SIZE)) {
            for (int i = 0; i < set.size(); i++) {
                descriptors.setInt(i * POLL_SIZE, set.get(i).breakpoint.get().descriptor());
                descriptors.setShort(i * POLL_SIZE + POLL_EVENTS, POLLIN);
                descriptors.setShort(i * POLL_SIZE + POLL_RESULT, (short) 0);
            }
            int millis = (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
            if (Libc.poll(Pointer.nativeValue(descriptors), set.size(), millis) > 0) {
                for (int i = 0; i < set.size(); i++) {
                    // Also when the thread has ended: then the descriptor hangs up.
                    if (descriptors.getShort(i * POLL_SIZE + POLL_RESULT) != 0) {
                        waiting.remove(set.get(i));
                        set.get(i).breakpoint.get().close();
                    }
                }
            }
        }
    }

    private String how() {
        if (!refusals.isEmpty()) {
            return (anyBreakpoint ? "partly by breakpoints, else " : "")
                    + "by looking from time to time, as the kernel gives no breakpoint: "
                    + refusals.stream().collect(Collectors.joining(", "));
        }
        return anyBreakpoint ? "by breakpoints" : "by looking from time to time";
    }

    @Override
    public void close() {
        waiting.forEach(w -> w.breakpoint.ifPresent(Breakpoint::close));
        waiting.clear();
    }
}
