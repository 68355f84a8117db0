package dev.suture.nativebridge;

import dev.suture.nativebridge.ThreadWalk.End;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * Finds the threads of a frozen process that are inside given functions. Build it before the freeze.
 *
 * <p>Each thread is unwound by the records of its code, so it is inside those functions in which it has a frame. An unwind
 * that does not end at a proper outermost frame is never taken for the whole: from where it ended up to the end of the
 * thread's stack, every aligned word counts that could be a return address. So the check may report a thread for a stale
 * word there, but it does not miss one whose stack it has seen whole; which stacks it could not see whole is part of the
 * result. A thread that runs on another stack than its own (a coroutine's) may go back to the one it has left, so that is
 * looked at in the same way. The stacks of suspended coroutines that no thread runs on are not looked at.
 */
public final class StackCheck {
    private final Tracee tracee;
    private final FunctionRanges functions;
    private final StackScan scan;
    private final Supplier<UnwindTables> tables;
    private StackUnwinder unwinder;

    private StackCheck(Tracee tracee, Collection<FunctionRange> functions, Supplier<UnwindTables> tables) {
        this.tracee = tracee;
        this.functions = new FunctionRanges(functions);
        this.scan = new StackScan(this.functions);
        this.tables = tables;
        this.unwinder = unwinder(tables.get());
    }

    private StackUnwinder unwinder(UnwindTables now) {
        StackUnwinder made = new StackUnwinder(now);
        made.learn(tracee.memory(), tracee.architecture());
        return made;
    }

    /**
     * A check for these functions, which may overlap and come in any order, in one process as it is now.
     *
     * @param files keeps what is read of files, and where threads were seen in them
     * @param others code that no file has; what is not named here is not unwound
     */
    public static StackCheck of(
            Tracee tracee, Collection<FunctionRange> functions, UnwindFiles files, List<CodeRecords> others) {
        return new StackCheck(tracee, functions, () -> UnwindTables.of(tracee, files, others));
    }

    /** Like {@link #of(Tracee, Collection, UnwindFiles, List)} for a process without code that no file has. */
    public static StackCheck of(Tracee tracee, Collection<FunctionRange> functions) {
        return of(tracee, functions, new UnwindFiles(), List.of());
    }

    /**
     * Looks again what the process has mapped, before another freeze: a library may have been loaded since. What has
     * come since then is not unwound, and what is gone is noticed.
     */
    public synchronized void refresh() {
        UnwindTables now = tables.get();
        if (!now.sameAs(unwinder.tables())) {
            unwinder = unwinder(now);
        }
    }

    /** Looks at all threads. One read of memory for most of them. */
    public synchronized StackCheckResult check(FrozenProcess process) {
        List<StackCheckResult.Checked> found = new ArrayList<>();
        for (FrozenThread thread : functions.isEmpty() ? List.<FrozenThread>of() : process.threads()) {
            found.add(check(process, thread));
        }
        return new StackCheckResult(process.process(), found);
    }

    private StackCheckResult.Checked check(FrozenProcess process, FrozenThread thread) {
        ThreadWalk walk = unwinder.walk(process, thread);
        ThreadHits hits = new ThreadHits(thread.sp());
        int outermost = -1;
        for (int i = 0; i < walk.count(); i++) {
            for (FunctionRange function : functions.at(walk.place(i))) {
                hits.frame(function, i, walk.pc(i), i == 0, walk.sp(i));
                outermost = i;
            }
        }
        boolean seen = rest(process, thread, walk, hits);
        boolean returns = outermost >= 0 && outermost + 1 < walk.count();
        return new StackCheckResult.Checked(
                walk.copy(thread.tid(), unwinder.tables()),
                hits.all(),
                seen,
                returns ? OptionalLong.of(walk.pc(outermost + 1)) : OptionalLong.empty());
    }

    /** Looks at what was not unwound. */
    private boolean rest(FrozenProcess process, FrozenThread thread, ThreadWalk walk, ThreadHits hits) {
        AddressRange hidden = unwinder.tables().hidden();
        HomeStack home = new HomeStack(process, thread, unwinder.tables().startStack());
        if (walk.end() == End.OUTERMOST) {
            return home.holds(walk.sp(walk.count() - 1))
                    || home.start()
                            .map(start -> scan.scan(process, thread, start, hidden, home, hits))
                            .orElse(true);
        }
        if (walk.end() == End.STOPPED) {
            scan.registers(process, thread, hits);
        }
        return scan.scan(process, thread, walk.scanFrom(), hidden, home, hits) && walk.end() != End.HIDDEN;
    }
}
