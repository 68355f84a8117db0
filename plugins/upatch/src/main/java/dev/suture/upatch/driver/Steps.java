package dev.suture.upatch.driver;

import dev.suture.plugin.ChangeReport.Step;
import dev.suture.plugin.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Times the steps of a change as they are made. */
final class Steps {
    private final Progress progress;
    private final List<Step> done = new ArrayList<>();

    Steps(Progress progress) {
        this.progress = progress;
    }

    <T> T run(String text, Supplier<T> step) {
        progress.step(text);
        long start = System.nanoTime();
        T result = step.get();
        done.add(new Step(text, Duration.ofNanos(System.nanoTime() - start)));
        return result;
    }

    /** One in which the process stands still. */
    JumpSwitch.Result freeze(String text, Supplier<JumpSwitch.Result> step) {
        JumpSwitch.Result result = run(text, step);
        Step timed = done.removeLast();
        done.add(new Step(text, timed.took(), result.frozen().time(), result.waited()));
        return result;
    }

    void run(String text, Runnable step) {
        run(text, () -> {
            step.run();
            return text;
        });
    }

    List<Step> done() {
        return done;
    }
}
