package dev.suture.upatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HoldGuardTest {
    private static final Duration SHORT = Duration.ofMillis(100);

    private final AtomicInteger letGo = new AtomicInteger();

    @Test
    void whatIsHeldForTooLongIsLetGoOnce() throws Exception {
        try (HoldGuard guard = new HoldGuard("guard", SHORT)) {
            CountDownLatch gone = new CountDownLatch(1);
            long begin = System.nanoTime();
            HoldGuard.Guarded guarded = guard.over(Duration.ZERO, () -> {
                letGo.incrementAndGet();
                gone.countDown();
            });
            gone.await();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(SHORT);
            assertThat(guarded.letGoBy(letGo::incrementAndGet)).isFalse();
            awaitRoundOf(guard);
            assertThat(letGo).hasValue(1);
        }
    }

    /** When this is let go, what was due before has been looked at. */
    private static void awaitRoundOf(HoldGuard guard) throws InterruptedException {
        CountDownLatch seen = new CountDownLatch(1);
        guard.over(Duration.ZERO, seen::countDown);
        seen.await();
    }

    @Test
    void whatHasEndedIsNot() throws Exception {
        try (HoldGuard guard = new HoldGuard("guard", SHORT)) {
            HoldGuard.Guarded guarded = guard.over(Duration.ZERO, letGo::incrementAndGet);
            guarded.end();
            // One that came later is due later.
            awaitRoundOf(guard);
            assertThat(letGo).hasValue(0);
            assertThat(guarded.letGoBy(() -> {})).isTrue();
        }
    }

    @Test
    void itIsLetGoInTheWayThatWasNamedLast() throws Exception {
        try (HoldGuard guard = new HoldGuard("guard", SHORT)) {
            CountDownLatch gone = new CountDownLatch(1);
            HoldGuard.Guarded guarded = guard.over(Duration.ZERO, letGo::incrementAndGet);
            assertThat(guarded.letGoBy(gone::countDown)).isTrue();
            gone.await();
            assertThat(letGo).hasValue(0);
        }
    }

    /** One that cannot be let go at once keeps no other. */
    @Test
    void theyDoNotWaitForEachOther() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch gone = new CountDownLatch(2);
        try (HoldGuard guard = new HoldGuard("guard", SHORT)) {
            guard.over(Duration.ZERO, () -> {
                try {
                    never.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            guard.over(Duration.ZERO, gone::countDown);
            guard.over(Duration.ZERO, gone::countDown);
            gone.await();
        } finally {
            never.countDown();
        }
    }
}
