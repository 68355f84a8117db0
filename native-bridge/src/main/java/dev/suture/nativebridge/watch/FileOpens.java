package dev.suture.nativebridge.watch;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Notices that a file is opened, which a process does that starts with it or loads it (inotify(7)); it does not say by
 * whom. Any user may have it for files that he can read. One thread waits; {@link #wake} is for any.
 */
public final class FileOpens implements AutoCloseable {
    private static final int IN_OPEN = 0x20;
    private static final int NON_BLOCKING = 0x800;
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int BUFFER = 4096;

    private final int notices;
    private final Waiting waiting;
    private final Memory buffer = KernelCalls.zeroed(BUFFER);

    /**
     * Watches no file yet.
     *
     * @throws WatchUnsupportedException if the kernel has no inotify, or what the user may have of it is used up
     */
    public FileOpens() {
        notices = KernelCalls.inotify_init1(NON_BLOCKING | CLOSE_ON_EXEC);
        if (notices < 0) {
            throw WatchUnsupportedException.refused("notice the opening of files", KernelCalls.lastError());
        }
        waiting = new Waiting(notices);
    }

    /**
     * Watches the file that this path opens now, whatever is called so later.
     *
     * @throws WatchUnsupportedException if it cannot be read, or the user may not watch more files
     */
    public void add(Path file) {
        if (KernelCalls.inotify_add_watch(notices, file.toString(), IN_OPEN) < 0) {
            throw WatchUnsupportedException.refused("notice the opening of " + file, KernelCalls.lastError());
        }
    }

    /**
     * Waits until the file is opened, {@link #wake} is called, or the time is over.
     *
     * @return whether the file was opened since the last call
     */
    public boolean await(Duration longest) {
        waiting.await((int) Math.min(longest.toMillis(), Integer.MAX_VALUE));
        boolean opened = false;
        while (KernelCalls.read(notices, Pointer.nativeValue(buffer), BUFFER) > 0) {
            opened = true;
        }
        return opened;
    }

    /** Makes {@link #await} return. */
    public void wake() {
        waiting.wake();
    }

    /** {@link #await} must not be running, nor be called again. */
    @Override
    public void close() {
        KernelCalls.close(notices);
        waiting.close();
    }
}
