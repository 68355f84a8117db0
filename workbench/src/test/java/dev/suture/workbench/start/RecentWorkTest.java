package dev.suture.workbench.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentWorkTest {
    private final RecentWork recents = new RecentWork();

    private static Recent review(int number, long when) {
        return new Recent(Recent.Kind.REVIEW, List.of(Path.of("/base" + number), Path.of("/patched" + number)), when);
    }

    @Test
    void theLatestIsFirstAndNothingStandsThereTwice() {
        recents.opened(review(1, 10));
        recents.opened(review(2, 20));
        recents.opened(review(1, 30));
        assertThat(recents.entries().get()).containsExactly(review(1, 30), review(2, 20));
        recents.forget(review(2, 99));
        assertThat(recents.entries().get()).containsExactly(review(1, 30));
    }

    @Test
    void onlySoManyAreKept() {
        IntStream.range(0, 40).forEach(i -> recents.opened(review(i, i)));
        assertThat(recents.entries().get()).hasSize(12).first().isEqualTo(review(39, 39));
    }
}
