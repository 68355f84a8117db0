package dev.suture.elf;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A value computed when it is first asked for and kept. Safe for use by several threads: the computation runs once,
 * unless it throws, in which case the next call tries again.
 */
public final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> computation;
    private volatile T value;

    private Lazy(Supplier<T> computation) {
        this.computation = computation;
    }

    /** A value that {@code computation}, which must not give null, yields. */
    public static <T> Lazy<T> of(Supplier<T> computation) {
        return new Lazy<>(computation);
    }

    @Override
    public T get() {
        T known = value;
        return known != null ? known : compute();
    }

    private synchronized T compute() {
        if (value == null) {
            value = Objects.requireNonNull(computation.get());
        }
        return value;
    }
}
