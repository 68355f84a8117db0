package dev.suture.nativebridge;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The one thread that makes all ptrace requests of a tracee. When it ends, the kernel lets go of whatever it still
 * holds (ptrace(2)), which is also the only way to let go of a thread that does not stop.
 */
final class OwnerThread implements AutoCloseable {
    private final ExecutorService executor;

    OwnerThread(int pid) {
        executor = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "tracer of " + pid);
            thread.setDaemon(true);
            return thread;
        });
        executor.execute(Ptrace::prepareThread);
    }

    /** Runs the work there and waits for it, not to be cut short by interrupts: a freeze has to be ended. */
    <T> T run(Callable<T> work) {
        Future<T> future = executor.submit(work);
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

    @Override
    public void close() {
        executor.shutdown();
    }
}
