package dev.suture.benchmarks.freeze;

import dev.suture.nativebridge.FrozenProcess;
import dev.suture.nativebridge.FunctionRange;
import dev.suture.nativebridge.LinuxProcess;
import dev.suture.nativebridge.StackCheck;
import dev.suture.nativebridge.Tracee;
import dev.suture.nativebridge.UnwindFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Unwinds the threads of processes in which 1, 8 and 64 threads sleep, and prints what one thread costs: when its places
 * have been seen before, when they have not, and what gets ready before the freeze. Arguments: a folder to build in, the
 * number of rounds, and the CPU of the measured processes, if they are to be kept on one.
 */
public final class MeasureUnwind {
    private static final List<ThreadShape> SHAPES =
            List.of(new ThreadShape(0, 1), new ThreadShape(0, 8), new ThreadShape(0, 64));
    /** Where nothing is. */
    private static final FunctionRange NOWHERE = new FunctionRange("nowhere", 16, 32);

    private final FreezeProgram program;
    private final String cpu;
    private final int rounds;
    private final UnwindFiles files = new UnwindFiles();

    private MeasureUnwind(FreezeProgram program, String cpu, int rounds) {
        this.program = program;
        this.cpu = cpu;
        this.rounds = rounds;
    }

    public static void main(String[] arguments) {
        MeasureUnwind measure = new MeasureUnwind(
                FreezeProgram.build(Path.of(arguments[0])),
                arguments.length > 2 ? arguments[2] : "",
                Integer.parseInt(arguments[1]));
        SHAPES.forEach(measure::run);
        SHAPES.forEach(measure::run);
    }

    private void run(ThreadShape shape) {
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        List<Long> ready = new ArrayList<>();
        List<Long> frozen = new ArrayList<>();
        try (PinnedProcess started = PinnedProcess.start(program, shape, cpu);
                Tracee tracee = Tracee.of(LinuxProcess.of(started.pid()))) {
            for (int i = 0; i < rounds; i++) {
                long begin = System.nanoTime();
                StackCheck check = StackCheck.of(tracee, List.of(NOWHERE), files, List.of());
                ready.add(System.nanoTime() - begin);
                frozen.add(tracee.whileFrozen(process -> {
                            unknown.add(timed(check, process));
                            return known.add(timed(check, process));
                        })
                        .nanos());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%-12s %7.2f us a thread, %7.2f us in new places; %8.3f ms ready, %7.3f ms frozen with both%n",
                shape.label(),
                median(known) / 1e3,
                median(unknown) / 1e3,
                median(ready) / 1e6,
                median(frozen) / 1e6);
    }

    /** Nanoseconds for each thread. */
    private static long timed(StackCheck check, FrozenProcess process) {
        long begin = System.nanoTime();
        if (!check.check(process).clear()) {
            throw new IllegalStateException("a thread was found where nothing is");
        }
        return (System.nanoTime() - begin) / process.threads().size();
    }

    private static double median(List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
