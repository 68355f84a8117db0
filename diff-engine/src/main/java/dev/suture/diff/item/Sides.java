package dev.suture.diff.item;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** The same of both sides of a comparison. */
public record Sides<T>(T base, T patched) {
    /**
     * Works out both at the same time: the sides do not touch each other, and with one large pair there is nothing else
     * for a second core to do. What either throws comes out as it is, that of the base first.
     */
    public static <T> Sides<T> together(Supplier<T> base, Supplier<T> patched) {
        CompletableFuture<T> other = CompletableFuture.supplyAsync(patched);
        T first = base.get();
        try {
            return new Sides<>(first, other.join());
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
