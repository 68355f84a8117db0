package dev.suture.workbench;

import dev.suture.workbench.task.Background;
import dev.suture.workbench.task.Problems;
import dev.suture.workbench.text.Messages;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Stands for the FX thread: runs what comes back from the background on the test's thread, when the test says so. */
public final class DirectUi implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    public final Messages messages = Messages.english();
    public final Background background = new Background(queue::add, new Problems(messages));

    /** Runs what comes until something holds. */
    public void until(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            try {
                Runnable next = queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next == null) {
                    throw new AssertionError("did not happen in time");
                }
                next.run();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public void close() {
        background.close();
    }
}
