package dev.suture.workbench.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.workbench.DirectUi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogModelTest {
    private final DirectUi ui = new DirectUi();
    private final LogModel log = new LogModel(ui.background);
    private int lines;

    @AfterEach
    void close() {
        ui.close();
    }

    private void print(String... texts) {
        List<LogLine> more = new ArrayList<>();
        for (String text : texts) {
            more.add(LogLine.of(lines, lines * 100L, text));
            lines++;
        }
        log.append(more);
    }

    private int selected() {
        return log.selected().get().map(LogLine::number).orElse(-1);
    }

    @Test
    void searchingGoesFromHitToHitAndAround() {
        print("cc a.c", "cc b.c", "ld a", "CC c.c");
        log.query().set("cc ");
        ui.until(() -> log.hitCount().get() == 3);
        log.step(1);
        assertThat(selected()).isZero();
        assertThat(log.following().get()).isFalse();
        log.step(1);
        log.step(1);
        assertThat(selected()).isEqualTo(3);
        assertThat(log.hitNumber()).isEqualTo(3);
        log.step(1);
        assertThat(selected()).isZero();
        log.step(-1);
        assertThat(selected()).isEqualTo(3);
        print("cc d.c", "nothing");
        assertThat(log.hitCount().get())
                .as("what is printed later is found too")
                .isEqualTo(4);
        log.step(1);
        assertThat(selected()).isEqualTo(4);
        log.query().set("");
        assertThat(log.hitCount().get()).isZero();
    }

    @Test
    void fromALineBetweenHitsTheNextIsTheOneBelowIt() {
        print("x", "-", "-", "x", "-");
        log.query().set("x");
        ui.until(() -> log.hitCount().get() == 2);
        log.selected().set(java.util.Optional.of(log.shown().get(1)));
        assertThat(log.hitNumber()).isZero();
        log.step(1);
        assertThat(selected()).isEqualTo(3);
        log.selected().set(java.util.Optional.of(log.shown().get(2)));
        log.step(-1);
        assertThat(selected()).isZero();
    }

    @Test
    void onlyErrorsCanBeShownAndSearched() {
        print("a.c: error: one", "fine", "b.c: error: two");
        assertThat(log.errorCount().get()).isEqualTo(2);
        log.errorsOnly().set(true);
        assertThat(log.shown()).extracting(LogLine::number).containsExactly(0, 2);
        print("fine", "c.c: error: three");
        assertThat(log.shown()).extracting(LogLine::number).containsExactly(0, 2, 4);
        log.query().set("e");
        ui.until(() -> log.hitCount().get() == 3);
        log.errorsOnly().set(false);
        assertThat(log.shown()).hasSize(5);
        ui.until(() -> log.hitCount().get() == 5);
    }

    @Test
    void aPlaceInTheFileLeadsToItsLineAlsoWhileOnlyErrorsAreShown() {
        print("one", "two", "a.c: error: three", "four");
        log.errorsOnly().set(true);
        log.showAt(100);
        assertThat(log.errorsOnly().get()).isFalse();
        assertThat(selected()).isEqualTo(1);
        assertThat(log.lineAt(250)).get().extracting(LogLine::number).isEqualTo(2);
    }

    @Test
    void aHundredThousandLinesAreSearchedWithoutHoldingAnybodyUp() {
        List<LogLine> many = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            many.add(LogLine.of(i, i * 60L, "gcc -O2 -g -c -o object-%d.o source-%d.c".formatted(i, i)));
        }
        for (int i = 0; i < many.size(); i += 1000) {
            log.append(many.subList(i, i + 1000));
        }
        log.query().set("source-9999");
        ui.until(() -> log.hitCount().get() == 11);
        log.step(-1);
        assertThat(selected()).isEqualTo(99_999);
        log.clear();
        assertThat(log.shown()).isEmpty();
        assertThat(log.size()).isZero();
    }
}
