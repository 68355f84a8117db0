package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CancellationTest {
    @Test
    void harmlessWorkIsNotWaitedFor() {
        Cancellation cancellation = new Cancellation();
        cancellation.request();
        assertThat(cancellation.requested()).isTrue();
    }

    @Test
    void aChangeIsAskedToStopAndWaitedFor() throws Exception {
        Cancellation cancellation = new Cancellation();
        cancellation.delicate();
        CompletableFuture<Boolean> change = CompletableFuture.supplyAsync(() -> {
            while (!cancellation.requested()) {
                Thread.onSpinWait();
            }
            cancellation.ended();
            return true;
        });
        cancellation.request();
        assertThat(change.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void endOfProgramWaitsUntilTheChangeHasEnded() throws Exception {
        Cancellation cancellation = new Cancellation();
        cancellation.delicate();
        Thread end = Thread.ofPlatform().start(cancellation::request);
        while (end.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        cancellation.ended();
        end.join();
    }
}
