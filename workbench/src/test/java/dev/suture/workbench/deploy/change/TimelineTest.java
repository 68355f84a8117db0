package dev.suture.workbench.deploy.change;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.ChangeReport.Step;
import dev.suture.plugin.PatchState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    private static ChangeReport report(int pid, Step... steps) {
        Duration frozen = List.of(steps).stream().map(Step::frozen).reduce(Duration.ZERO, Duration::plus);
        Duration waited = List.of(steps).stream().map(Step::waited).reduce(Duration.ZERO, Duration::plus);
        return new ChangeReport(pid, PatchState.ACTIVED, List.of(steps), frozen, waited, 3, 9, List.of("Noted."));
    }

    @Test
    void stepsFollowOneAnotherAndTheFreezeIsApartFromWorkAndWaiting() {
        Timeline timeline = Timeline.of(List.of(
                report(1, new Step("Map", ms(10)), new Step("Write the jumps", ms(20), ms(2), ms(15))),
                report(2, new Step("Write the jumps", ms(50), ms(1), ms(0)))));
        assertThat(timeline.longest()).isEqualTo(ms(50));
        assertThat(timeline.frozen()).isEqualTo(ms(2));
        assertThat(timeline.waited()).isEqualTo(ms(15));
        Timeline.Lane first = timeline.lanes().getFirst();
        assertThat(first.total()).isEqualTo(ms(30));
        assertThat(first.notes()).containsExactly("Noted.");
        assertThat(first.bars())
                .extracting(Timeline.Bar::start, Timeline.Bar::worked, Timeline.Bar::waited, Timeline.Bar::frozen)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(ms(0), ms(10), ms(0), ms(0)),
                        org.assertj.core.groups.Tuple.tuple(ms(10), ms(3), ms(15), ms(2)));
    }

    @Test
    void nothingChangedIsAnEmptyTimeline() {
        assertThat(Timeline.of(List.of()).lanes()).isEmpty();
        assertThat(Timeline.of(List.of()).frozen()).isZero();
    }
}
