package dev.suture.nativebridge;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** The thread that makes all ptrace requests of a tracee: the kernel answers any other with ESRCH (ptrace(2)). */
interface Owner extends AutoCloseable {
    /** Has the work done there, without waiting for it. */
    <T> Future<T> begin(Callable<T> work);

    /** Has the work done there before anything else, even while it waits for a thread to stop. */
    default <T> Future<T> beginAtOnce(Callable<T> work) {
        return begin(work);
    }

    /** What it does while it waits for a thread to stop; called on it. */
    default void meanwhile() {}

    /** Runs the work there and waits for it, not to be cut short by interrupts: a freeze has to be ended. */
    default <T> T run(Callable<T> work) {
        return result(begin(work));
    }

    /** The result of what was {@linkplain #begin begun}; what it has thrown is thrown. */
    static <T> T result(Future<T> future) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrown(Throwable cause) {
        return switch (cause) {
            case RuntimeException exception -> exception;
            case Error error -> throw error;
            default -> new IllegalStateException(cause);
        };
    }

    /**
     * Lets go of everything it holds of the process, now or as soon as that stops; it is neither to be used nor to be closed
     * any more.
     *
     * @param ptrace what made the requests for it
     */
    void abandon(LinuxProcess process, Ptrace ptrace);

    /** To be called when it holds nothing any more. */
    @Override
    void close();
}
