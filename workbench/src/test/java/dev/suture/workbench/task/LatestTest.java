package dev.suture.workbench.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.workbench.DirectUi;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LatestTest {
    @Test
    void onlyTheLatestResultArrives() {
        try (DirectUi ui = new DirectUi()) {
            List<String> arrived = new ArrayList<>();
            CountDownLatch slow = new CountDownLatch(1);
            Latest latest = ui.background.latest();
            Job first = latest.run(
                    "first",
                    job -> {
                        slow.await();
                        return "first";
                    },
                    arrived::add,
                    p -> arrived.add(p.what()));
            latest.run("second", job -> "second", arrived::add, p -> arrived.add(p.what()));
            assertThat(first.cancelled()).isTrue();
            ui.until(() -> !arrived.isEmpty());
            slow.countDown();
            ui.until(() -> ui.background.running().isEmpty());
            assertThat(arrived).containsExactly("second");
        }
    }

    @Test
    void aFailureArrivesAsAProblemForPeople() {
        try (DirectUi ui = new DirectUi()) {
            List<Problem> problems = new ArrayList<>();
            ui.background.run(
                    "read",
                    job -> {
                        throw new NoSuchFileException("build/a.o");
                    },
                    result -> {},
                    problems::add);
            ui.until(() -> !problems.isEmpty());
            assertThat(problems.getFirst().what()).isEqualTo("build/a.o does not exist");
            assertThat(problems.getFirst().remedy()).isEqualTo("Check the path.");
        }
    }
}
