package dev.suture.build;

import dev.suture.source.BuildStage;
import dev.suture.source.BuildWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Takes the times of the stages that are told to another watch. */
final class TimingWatch implements BuildWatch {
    private final BuildWatch told;
    private final Map<BuildStage, BuildTimes.Took> finished = new EnumMap<>(BuildStage.class);
    private Optional<BuildStage> current = Optional.empty();
    private long since;
    private long calls;

    TimingWatch(BuildWatch told) {
        this.told = told;
    }

    @Override
    public synchronized void stage(BuildStage stage) {
        finish();
        current = Optional.of(stage);
        since = System.nanoTime();
        calls = 0;
        told.stage(stage);
    }

    private void finish() {
        current.ifPresent(s -> finished.put(s, new BuildTimes.Took((System.nanoTime() - since) / 1_000_000, calls)));
    }

    /** All stages are done: keeps their times beside the builds. */
    synchronized void keep(Path work) {
        finish();
        current = Optional.empty();
        try {
            if (Files.isDirectory(work)) {
                BuildTimes.read(work).with(finished).write(work);
            }
        } catch (IOException e) {
            // What was built is there all the same; the next build knows less of what is ahead.
        }
    }

    @Override
    public void step(String text) {
        told.step(text);
    }

    @Override
    public void done(long count, long total) {
        if (total == 0) {
            calls(count);
        }
        told.done(count, total);
    }

    private synchronized void calls(long count) {
        calls = count;
    }

    @Override
    public boolean cancelled() {
        return told.cancelled();
    }

    @Override
    public void log(Path log, long offset) {
        told.log(log, offset);
    }

    @Override
    public void failedAt(Path log, long offset) {
        told.failedAt(log, offset);
    }
}
