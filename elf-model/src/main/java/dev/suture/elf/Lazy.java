package dev.suture.elf;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A value computed when it is first asked for and kept. Safe for use by several threads: the computation runs once,
 * unless it throws, in which case the next call tries again. That something is malformed is kept as well: a comparison
 * asks for the line of every instruction, and would decompress a broken section for each of them.
 */
public final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> computation;
    private volatile T value;
    private volatile ElfFormatException refusal;

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
        if (refusal != null) {
            throw refusal;
        }
        if (value == null) {
            try {
                value = Objects.requireNonNull(computation.get());
            } catch (ElfFormatException e) {
                refusal = e;
                throw e;
            }
        }
        return value;
    }
}
