package dev.suture.workbench.build;

import dev.suture.build.BuildTimes;
import dev.suture.plugin.Progress;
import dev.suture.source.BuildStage;
import dev.suture.source.BuildWatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hears what a build tells on its own threads, and says how far it is when it is asked. */
final class BuildTracker implements BuildWatch {
    /** As Ninja counts: {@code [12/345] Compiling …}. */
    private static final Pattern COUNTED = Pattern.compile("^\\[(\\d+)/(\\d+)]");
    /** As CMake's Makefiles count: {@code [ 12%] Building …}. */
    private static final Pattern PERCENT = Pattern.compile("^\\[ *(\\d+)%]");

    private final List<BuildStage> planned;
    private final BuildTimes earlier;
    private final Progress told;
    private final LongSupplier clock;
    private final long begin;
    private final Map<BuildStage, Long> started = new EnumMap<>(BuildStage.class);
    private final Map<BuildStage, Long> ended = new EnumMap<>(BuildStage.class);
    private Optional<BuildStage> running = Optional.empty();
    private Optional<LogTail> tail = Optional.empty();
    private OptionalLong failedAt = OptionalLong.empty();
    private String step = "";
    private long firstCount = -1;
    private long count;
    private long total;
    /** What the build system itself says of the running stage. */
    private OptionalDouble ownCount = OptionalDouble.empty();

    private Optional<StageView.State> end = Optional.empty();

    /**
     * @param planned the stages there will be
     * @param earlier what they took before
     * @param told is told what any progress is, and says whether to go on
     * @param clock nanoseconds
     */
    BuildTracker(List<BuildStage> planned, BuildTimes earlier, Progress told, LongSupplier clock) {
        this.planned = List.copyOf(planned);
        this.earlier = earlier;
        this.told = told;
        this.clock = clock;
        this.begin = clock.getAsLong();
    }

    @Override
    public synchronized void stage(BuildStage stage) {
        long now = clock.getAsLong();
        running.ifPresent(s -> ended.put(s, now));
        started.put(stage, now);
        running = Optional.of(stage);
        firstCount = -1;
        count = 0;
        total = 0;
        ownCount = OptionalDouble.empty();
    }

    @Override
    public void step(String text) {
        synchronized (this) {
            step = text;
        }
        told.step(text);
    }

    @Override
    public synchronized void done(long now, long of) {
        firstCount = firstCount < 0 ? now : firstCount;
        count = now;
        total = of;
    }

    @Override
    public boolean cancelled() {
        return told.cancelled();
    }

    @Override
    public synchronized void log(Path log, long offset) {
        tail = Optional.of(new LogTail(log, offset));
    }

    @Override
    public synchronized void failedAt(Path log, long offset) {
        failedAt = OptionalLong.of(offset);
    }

    /** Where the log tells why it failed; empty if it does not. */
    synchronized OptionalLong failurePlace() {
        return failedAt;
    }

    /** No stage runs any more. */
    synchronized void end(StageView.State how) {
        running.ifPresent(s -> ended.put(s, clock.getAsLong()));
        end = Optional.of(how);
    }

    /** Lines of the log that are new. */
    List<LogLine> newLines(boolean toTheEnd) throws IOException {
        Optional<LogTail> log;
        synchronized (this) {
            log = tail;
        }
        if (log.isEmpty()) {
            return List.of();
        }
        List<LogLine> lines = toTheEnd ? log.get().readToEnd() : log.get().read();
        for (LogLine line : lines) {
            count(line.text());
        }
        return lines;
    }

    private synchronized void count(String line) {
        boolean builds = running.filter(s -> s == BuildStage.BASE || s == BuildStage.PATCHED)
                .isPresent();
        if (!builds) {
            return;
        }
        Matcher counted = COUNTED.matcher(line);
        Matcher percent = PERCENT.matcher(line);
        if (counted.find() && Double.parseDouble(counted.group(2)) > 0) {
            ownCount = OptionalDouble.of(
                    Math.min(1, Double.parseDouble(counted.group(1)) / Double.parseDouble(counted.group(2))));
        } else if (percent.find()) {
            ownCount = OptionalDouble.of(Math.min(1, Double.parseDouble(percent.group(1)) / 100));
        }
    }

    /** How far it is now. */
    synchronized BuildMoment now() {
        long now = clock.getAsLong();
        List<StageView> stages = new ArrayList<>();
        for (BuildStage stage : planned) {
            stages.add(new StageView(stage, state(stage), took(stage, now)));
        }
        long expected = total;
        OptionalDouble ofStage = ownCount;
        if (expected == 0 && running.isPresent()) {
            expected = Optional.ofNullable(earlier.stages().get(running.get()))
                    .map(BuildTimes.Took::compilerCalls)
                    .filter(calls -> calls >= count)
                    .orElse(0L);
        }
        if (ofStage.isEmpty() && expected > Math.max(0, firstCount)) {
            long first = Math.max(0, firstCount);
            ofStage = OptionalDouble.of((double) (count - first) / (expected - first));
        }
        BuildEstimate estimate = end.isPresent()
                ? new BuildEstimate(OptionalDouble.empty(), Optional.empty())
                : BuildEstimate.of(stages, ofStage, earlier);
        return new BuildMoment(
                stages,
                step,
                count,
                expected,
                Duration.ofNanos(now - begin),
                estimate.fraction(),
                estimate.remaining());
    }

    private Duration took(BuildStage stage, long now) {
        return started.containsKey(stage)
                ? Duration.ofNanos(ended.getOrDefault(stage, now) - started.get(stage))
                : Duration.ZERO;
    }

    private StageView.State state(BuildStage stage) {
        boolean isRunning = running.equals(Optional.of(stage));
        if (end.isPresent() && isRunning) {
            return end.get();
        }
        if (isRunning) {
            return StageView.State.RUNNING;
        }
        if (started.containsKey(stage)) {
            return StageView.State.DONE;
        }
        boolean passed = running.filter(s -> s.compareTo(stage) > 0).isPresent();
        if (passed) {
            return StageView.State.THERE_BEFORE;
        }
        return end.isPresent() ? StageView.State.LEFT : StageView.State.TO_COME;
    }
}
