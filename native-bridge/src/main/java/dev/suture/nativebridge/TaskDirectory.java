package dev.suture.nativebridge;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.Arrays;

/**
 * Lists the threads of a process through a descriptor kept open, in some ten microseconds: java.nio needs several times
 * that, and this runs while the process stands still.
 */
final class TaskDirectory implements AutoCloseable {
    private static final int BUFFER = 32 * 1024;
    /** Offsets in struct linux_dirent64 (getdents(2)). */
    private static final int RECORD_LENGTH = 16;

    private static final int NAME = 19;
    /** The field stx_nlink of struct statx (statx(2)). */
    private static final int LINKS = 16;
    /** A directory's own links, besides one for each thread. */
    private static final int OWN_LINKS = 2;

    private final Memory buffer = new Memory(BUFFER);
    private final Memory emptyPath = new Memory(1);
    private final int pid;
    private final int descriptor;

    TaskDirectory(int pid) {
        this.pid = pid;
        emptyPath.setByte(0, (byte) 0);
        this.descriptor = Libc.open("/proc/" + pid + "/task", Libc.O_RDONLY | Libc.O_CLOEXEC);
        if (descriptor < 0) {
            int errno = Native.getLastError();
            throw errno == Errno.EPERM || errno == Errno.EACCES
                    ? Permissions.denied(pid, "list the threads")
                    : new ProcessVanishedException(pid, "it has ended.");
        }
    }

    /**
     * The number of threads of now, those included that have ended but not been collected, in a microsecond or two; 0 if
     * it cannot be told.
     */
    int count() {
        int failed = Libc.statx(
                descriptor,
                Pointer.nativeValue(emptyPath),
                Libc.AT_EMPTY_PATH,
                Libc.STATX_NLINK,
                Pointer.nativeValue(buffer));
        return failed != 0 ? 0 : Math.max(0, buffer.getInt(LINKS) - OWN_LINKS);
    }

    /** The thread ids of now; none if the process has ended. */
    int[] list() {
        Libc.lseek(descriptor, 0, 0);
        int[] tids = new int[16];
        int count = 0;
        long filled;
        while ((filled = Libc.getdents64(descriptor, Pointer.nativeValue(buffer), BUFFER)) > 0) {
            for (long at = 0; at < filled; at += buffer.getShort(at + RECORD_LENGTH) & 0xffff) {
                int tid = number(at + NAME);
                if (tid > 0) {
                    if (count == tids.length) {
                        tids = Arrays.copyOf(tids, 2 * count);
                    }
                    tids[count++] = tid;
                }
            }
        }
        return Arrays.copyOf(tids, count);
    }

    /** The decimal number at this place; 0 for the entries {@code .} and {@code ..}. */
    private int number(long at) {
        int value = 0;
        for (long i = at; ; i++) {
            int digit = buffer.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                return value;
            }
            value = value * 10 + digit;
        }
    }

    @Override
    public void close() {
        Libc.close(descriptor);
    }

    @Override
    public String toString() {
        return "/proc/" + pid + "/task";
    }
}
