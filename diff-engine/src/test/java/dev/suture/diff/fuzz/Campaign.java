package dev.suture.diff.fuzz;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Runs a subject with one input after the other, in a thread of its own, and watches it: nothing may be thrown, no input
 * may take longer than two seconds of the processor or more memory than files of its size explain. What fails is made
 * smaller and kept below {@code target/fuzz}.
 */
public final class Campaign {
    private static final long LIMIT_NANOS = Duration.ofSeconds(2).toNanos();
    /** What one input may allocate in all, collected meanwhile or not; files here have at most some 60 KiB. */
    private static final long MOST_ALLOCATED = 96L << 20;

    private static final int MOST_FAILURES = 12;
    private static final int SLOWEST = 5;

    private final OperatingSystemMXBean machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Inputs inputs = new Inputs(Seeds.all());
    private final Subject subject;
    private final Keeper keeper;
    private final Map<String, Integer> counts = new TreeMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final TreeMap<Long, Long> seedByNanos = new TreeMap<>();
    private long mostAllocated;
    private volatile Running running;
    private volatile boolean done;

    private record Running(Input input, long wallNanos, long processorNanos) {}

    /** @param name of the folder for what fails, below {@code target/fuzz} */
    public Campaign(String name, Subject subject) {
        this.subject = subject;
        this.keeper = new Keeper(name, subject);
    }

    /** Tries the inputs made of {@code first}, {@code first + 1} and so on. */
    public void run(long first, long tries) throws InterruptedException {
        long start = System.nanoTime();
        Thread worker = Thread.ofPlatform().daemon().name("subject").unstarted(() -> {
            LongStream.range(first, first + tries)
                    .takeWhile(s -> failures.size() < MOST_FAILURES)
                    .forEach(this::one);
            done = true;
        });
        worker.start();
        while (worker.isAlive()) {
            worker.join(100);
            watch(worker);
        }
        if (!done) {
            throw new AssertionError("the thread of the inputs ended early");
        }
        report(first, tries, Duration.ofNanos(System.nanoTime() - start));
        if (!failures.isEmpty()) {
            throw new AssertionError(
                    "%d kinds of failure%n%s".formatted(failures.size(), String.join("\n\n", failures.values())));
        }
    }

    private void one(long seed) {
        Input input = inputs.of(seed);
        running = new Running(input, System.nanoTime(), machine.getProcessCpuTime());
        long allocated = threads.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        try {
            counts.merge(subject.run(input), 1, Integer::sum);
            long taken = threads.getCurrentThreadAllocatedBytes() - allocated;
            mostAllocated = Math.max(mostAllocated, taken);
            if (taken > MOST_ALLOCATED) {
                throw new AssertionError("allocated %d MiB".formatted(taken >> 20));
            }
        } catch (Throwable e) {
            failed(input, e);
        }
        seedByNanos.put(System.nanoTime() - start, seed);
        if (seedByNanos.size() > SLOWEST) {
            seedByNanos.pollFirstEntry();
        }
        running = null;
    }

    private void failed(Input input, Throwable thrown) {
        String kind = kind(thrown);
        counts.merge("FAILED", 1, Integer::sum);
        if (!failures.containsKey(kind)) {
            failures.put(kind, "%s%nkept as %s".formatted(described(input, thrown), keeper.keep(input, kind)));
            System.out.println(failures.get(kind));
        }
    }

    /** What tells one failure from another: the exception and where in this project it came up. */
    static String kind(Throwable thrown) {
        return Stream.concat(
                        Stream.of(thrown.getClass().getSimpleName()),
                        Arrays.stream(thrown.getStackTrace())
                                .filter(f -> f.getClassName().startsWith("dev.suture"))
                                .limit(thrown instanceof StackOverflowError ? 1 : 3)
                                .map(f -> f.getClassName().replaceAll(".*\\.", "") + "." + f.getMethodName()))
                .collect(Collectors.joining(" < "));
    }

    private static String described(Input input, Throwable thrown) {
        return "%s%n%s%n%s"
                .formatted(
                        input,
                        thrown,
                        Arrays.stream(thrown.getStackTrace())
                                .limit(25)
                                .map(f -> "    at " + f)
                                .collect(Collectors.joining("\n")));
    }

    /** A machine busy with something else does not make an input slow: both clocks have to say so. */
    private void watch(Thread worker) {
        Running now = running;
        if (now != null
                && System.nanoTime() - now.wallNanos > LIMIT_NANOS
                && machine.getProcessCpuTime() - now.processorNanos > LIMIT_NANOS
                && running == now) {
            String places = Arrays.stream(worker.getStackTrace())
                    .limit(40)
                    .map(f -> "    at " + f)
                    .collect(Collectors.joining("\n"));
            throw new AssertionError(
                    "longer than 2 s: %s%nkept as %s%n%s".formatted(now.input, keeper.keepWhole(now.input), places));
        }
    }

    private void report(long first, long tries, Duration time) {
        // Measured again: what was slow only because the machine was cold or busy is not.
        List<String> slowest = seedByNanos.descendingMap().entrySet().stream()
                .map(e ->
                        "%d (%d ms, again %d ms)".formatted(e.getValue(), e.getKey() / 1_000_000, again(e.getValue())))
                .toList();
        System.out.printf(
                "fuzzing: inputs %d to %d in %d s: %s; most memory for one: %d KiB; slowest: %s%n",
                first, first + tries - 1, time.toSeconds(), counts, mostAllocated >> 10, slowest);
    }

    private long again(long seed) {
        Input input = inputs.of(seed);
        long start = System.nanoTime();
        try {
            subject.run(input);
        } catch (Throwable e) {
            // It has been told of.
        }
        return (System.nanoTime() - start) / 1_000_000;
    }
}
