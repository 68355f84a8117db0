package dev.suture.upatch.watch;

import dev.suture.nativebridge.Precedence;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Lets go of processes that are held for too long, whatever has become of the work on them: that waits behind the work on
 * others, or does not come to its end. Nobody who enters or ends anything here waits for a lock.
 */
final class HoldGuard implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Duration longest;
    private final String name;
    private final Set<Guarded> all = ConcurrentHashMap.newKeySet();
    private final Semaphore entered = new Semaphore(0);
    private final Thread thread;
    private volatile boolean closed;

    /** @param longest how long a process may be held, from when it came */
    HoldGuard(String name, Duration longest) {
        this.name = name;
        this.longest = longest;
        thread = Threads.daemon(this::watch, name);
        thread.start();
    }

    Duration longest() {
        return longest;
    }

    /**
     * Begins to guard a process.
     *
     * @param age how long it is held by now
     * @param letGo is run if it is held for too long; must not be long or wait for the work on it
     */
    Guarded over(Duration age, Runnable letGo) {
        Guarded guarded = new Guarded(System.nanoTime() + longest.minus(age).toNanos(), letGo);
        all.add(guarded);
        entered.release();
        return guarded;
    }

    private void watch() {
        // Late where it is needed most otherwise.
        new Precedence().take();
        try {
            while (!closed) {
                if (all.isEmpty()) {
                    entered.acquire();
                    entered.drainPermits();
                } else {
                    TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
                }
                long now = System.nanoTime();
                all.stream().filter(g -> g.deadline - now <= 0).forEach(Guarded::expire);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A process that may be held only so long. */
    final class Guarded {
        private final long deadline;
        /** Empty once its time was over. */
        private final AtomicReference<Optional<Runnable>> letGo;

        private Guarded(long deadline, Runnable letGo) {
            this.deadline = deadline;
            this.letGo = new AtomicReference<>(Optional.of(letGo));
        }

        /**
         * From now on it is let go by other means.
         *
         * @return false if its time was over before
         */
        boolean letGoBy(Runnable other) {
            Optional<Runnable> next = Optional.of(other);
            return letGo.updateAndGet(now -> now.isPresent() ? next : now).isPresent();
        }

        /** It is held no more. */
        void end() {
            all.remove(this);
        }

        private void expire() {
            end();
            // On another thread: one that cannot be let go at once must not keep others.
            letGo.getAndSet(Optional.empty())
                    .ifPresent(action -> Threads.daemon(action, name + " (too long)").start());
        }
    }

    @Override
    public void close() {
        closed = true;
        entered.release();
    }
}
