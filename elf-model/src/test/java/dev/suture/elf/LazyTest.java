package dev.suture.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LazyTest {
    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void isComputedOnce() {
        Lazy<Integer> lazy = Lazy.of(runs::incrementAndGet);
        assertThat(lazy.get()).isEqualTo(1);
        assertThat(lazy.get()).isEqualTo(1);
    }

    @Test
    void whatIsMalformedIsNotReadAgain() {
        Lazy<Integer> lazy = Lazy.of(() -> {
            throw new ElfFormatException("f.o", runs.incrementAndGet(), "expected more");
        });
        assertThatThrownBy(lazy::get).hasMessage("f.o: at offset 0x1: expected more");
        assertThatThrownBy(lazy::get).hasMessage("f.o: at offset 0x1: expected more");
        assertThat(runs).hasValue(1);
    }

    @Test
    void anyOtherFailureIsTriedAgain() {
        Lazy<Integer> lazy = Lazy.of(() -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("not yet");
            }
            return runs.get();
        });
        assertThatThrownBy(lazy::get).isInstanceOf(IllegalStateException.class);
        assertThat(lazy.get()).isEqualTo(2);
    }
}
