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
    private static final int POLLIN = 1;
    private static final int POLL_RECORD = 8;
    private static final int BUFFER = 4096;

    private final int notices;
    private final int alarm;
    private final Memory poll = KernelCalls.zeroed(2 * POLL_RECORD);
    private final Memory buffer = KernelCalls.zeroed(BUFFER);

    /**
     * @throws WatchUnsupportedException if the kernel has no inotify, its user limits are used up, or the file cannot be
     *     read
     */
    public FileOpens(Path file) {
        notices = KernelCalls.inotify_init1(NON_BLOCKING | CLOSE_ON_EXEC);
        if (notices < 0) {
            throw WatchUnsupportedException.refused("notice the opening of files", KernelCalls.lastError());
        }
        if (KernelCalls.inotify_add_watch(notices, file.toString(), IN_OPEN) < 0) {
            int errno = KernelCalls.lastError();
            KernelCalls.close(notices);
            throw WatchUnsupportedException.refused("notice the opening of " + file, errno);
        }
        alarm = KernelCalls.eventfd(0, NON_BLOCKING | CLOSE_ON_EXEC);
        poll.setInt(0, notices);
        poll.setShort(4, (short) POLLIN);
        poll.setInt(POLL_RECORD, alarm);
        poll.setShort(POLL_RECORD + 4L, (short) POLLIN);
    }

    /**
     * Waits until the file is opened, {@link #wake} is called, or the time is over.
     *
     * @return whether the file was opened since the last call
     */
    public boolean await(Duration longest) {
        KernelCalls.poll(Pointer.nativeValue(poll), 2, (int) Math.min(longest.toMillis(), Integer.MAX_VALUE));
        KernelCalls.eventfd_read(alarm, Pointer.nativeValue(buffer));
        boolean opened = false;
        while (KernelCalls.read(notices, Pointer.nativeValue(buffer), BUFFER) > 0) {
            opened = true;
        }
        return opened;
    }

    /** Makes {@link #await} return. */
    public void wake() {
        KernelCalls.eventfd_write(alarm, 1);
    }

    /** {@link #await} must not be running, nor be called again. */
    @Override
    public void close() {
        KernelCalls.close(notices);
        KernelCalls.close(alarm);
    }
}
