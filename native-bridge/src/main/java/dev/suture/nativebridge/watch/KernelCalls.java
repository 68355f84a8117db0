package dev.suture.nativebridge.watch;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * The C library's calls, mapped directly. Pointers are plain addresses: whoever passes one keeps the memory behind it
 * reachable until the call is over. Errors come as in C, with {@link #lastError()} for errno.
 */
final class KernelCalls {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EACCES = 13;
    static final int EINVAL = 22;

    /** Commands of bpf(2). */
    static final int BPF_MAP_CREATE = 0;

    static final int BPF_MAP_UPDATE_ELEM = 2;
    static final int BPF_MAP_DELETE_ELEM = 3;
    static final int BPF_PROG_LOAD = 5;
    static final int BPF_BTF_LOAD = 18;

    /** More than any kernel's union bpf_attr; what is unknown to it must be, and is, zero. */
    static final int BPF_ATTRIBUTES = 128;

    private static final boolean AARCH64 = System.getProperty("os.arch").equals("aarch64");
    /** asm/unistd_64.h and asm-generic/unistd.h. */
    private static final long SYS_BPF = AARCH64 ? 280 : 321;

    private static final long SYS_PERF_EVENT_OPEN = AARCH64 ? 241 : 298;

    static {
        // By soname: plain "c" would find the linker script that development packages call libc.so.
        Native.register(KernelCalls.class, NativeLibrary.getInstance("libc.so.6"));
    }

    private KernelCalls() {}

    /** Calls bpf(2) with a struct of {@link #BPF_ATTRIBUTES} bytes. */
    static int bpf(int command, Memory attributes) {
        return (int) syscall(SYS_BPF, command, Pointer.nativeValue(attributes), attributes.size(), 0, 0);
    }

    /** Calls perf_event_open(2). */
    static int perfEventOpen(Memory attributes, int pid, int cpu, long flags) {
        return (int) syscall(SYS_PERF_EVENT_OPEN, Pointer.nativeValue(attributes), pid, cpu, -1, flags);
    }

    static int lastError() {
        return Native.getLastError();
    }

    /** Memory filled with zeros. */
    static Memory zeroed(int size) {
        Memory memory = new Memory(size);
        memory.clear();
        return memory;
    }

    private static native long syscall(long number, long first, long second, long third, long fourth, long fifth);

    static native int ioctl(int descriptor, long request, long argument);

    static native long mmap(long address, long length, int protection, int flags, int descriptor, long offset);

    static native int munmap(long address, long length);

    static native int getpagesize();

    static native int poll(long descriptors, long count, int timeoutMillis);

    static native int eventfd(int value, int flags);

    static native int eventfd_write(int descriptor, long value);

    static native int eventfd_read(int descriptor, long value);

    static native int inotify_init1(int flags);

    static native int inotify_add_watch(int descriptor, String path, int mask);

    static native long read(int descriptor, long buffer, long count);

    static native int close(int descriptor);

    static native String strerror(int errno);
}
