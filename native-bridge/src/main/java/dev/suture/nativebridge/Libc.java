package dev.suture.nativebridge;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The C library's calls, mapped directly. Pointers are plain addresses ({@code long}): whoever passes one keeps the
 * {@link com.sun.jna.Memory} behind it reachable through a field until the call is over, or it is freed under the
 * kernel's hands. Errors come as in C, with {@link Native#getLastError()} for errno.
 */
final class Libc {
    static final int O_RDONLY = 0;
    static final int O_RDWR = 2;
    static final int O_CLOEXEC = 0x80000;
    static final int AT_EMPTY_PATH = 0x1000;
    static final int STATX_NLINK = 4;

    static {
        // By soname: plain "c" would find the linker script that development packages call libc.so.
        Native.register(Libc.class, NativeLibrary.getInstance("libc.so.6"));
    }

    private Libc() {}

    static native long ptrace(long request, long tid, long address, long data);

    static native int waitpid(int tid, long status, int options);

    static native long process_vm_readv(
            int pid, long localVector, long localCount, long remoteVector, long remoteCount, long flags);

    static native int open(String path, int flags);

    static native int close(int descriptor);

    static native int flock(int descriptor, int operation);

    static native long pread(int descriptor, long buffer, long count, long offset);

    static native long pwrite(int descriptor, long buffer, long count, long offset);

    static native long lseek(int descriptor, long offset, int whence);

    static native long getdents64(int descriptor, long buffer, long count);

    static native int ioctl(int descriptor, long request, long argument);

    static native int prctl(int option, long argument2, long argument3, long argument4, long argument5);

    static native int nanosleep(long request, long remaining);

    static native int statx(int directory, long path, int flags, int mask, long buffer);

    static native int sched_getscheduler(int tid);

    static native int sched_setscheduler(int tid, int policy, long parameters);

    /** For calls that the C library has no function for; variadic, but integers are passed as in any other call. */
    static native long syscall(long number, long first, long second, long third, long fourth, long fifth);

    static native long mmap(long address, long length, int protection, int flags, int descriptor, long offset);

    static native int munmap(long address, long length);

    static native int poll(long descriptors, long count, int timeoutMillis);

    static native int getpagesize();

    static native int getpid();

    static native int gettid();

    static native String strerror(int errno);
}
