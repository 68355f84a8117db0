package dev.suture.nativebridge;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A thread that traces one process only. When it ends, the kernel lets go of whatever it still holds (ptrace(2)), which
 * is also the only way to let go at once of a thread that does not stop.
 */
final class OwnerThread implements Owner {
    private final ExecutorService executor;

    OwnerThread(int pid) {
        executor = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "tracer of " + pid);
            thread.setDaemon(true);
            return thread;
        });
        executor.execute(Ptrace::prepareThread);
    }

    @Override
    public <T> Future<T> begin(Callable<T> work) {
        return executor.submit(work);
    }

    @Override
    public void abandon(LinuxProcess process, Ptrace ptrace) {
        close();
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
