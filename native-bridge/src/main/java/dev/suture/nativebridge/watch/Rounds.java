package dev.suture.nativebridge.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** Lets others wait until a thread that goes round, looking for something again and again, has gone round once more. */
public final class Rounds {
    private final LinkedBlockingQueue<CompletableFuture<Void>> asked = new LinkedBlockingQueue<>();
    private boolean over;

    /**
     * For the thread: does its round for all who have asked before.
     *
     * @param round looks for what there is now
     */
    public void go(Runnable round) {
        List<CompletableFuture<Void>> now = new ArrayList<>();
        asked.drainTo(now);
        round.run();
        now.forEach(a -> a.complete(null));
    }

    /** To be called by the thread when it goes round no more: nobody has to wait then. */
    public synchronized void end() {
        over = true;
        go(() -> {});
    }

    /**
     * Waits for a round that begins after this call.
     *
     * @param wake has the thread go round
     */
    public void await(Runnable wake) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (this) {
            if (over) {
                return;
            }
            asked.add(done);
        }
        wake.run();
        done.join();
    }
}
