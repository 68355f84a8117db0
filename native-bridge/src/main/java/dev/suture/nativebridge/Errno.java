package dev.suture.nativebridge;

/** Error numbers of Linux on x86_64 and AArch64 (asm-generic/errno-base.h) by their names. */
final class Errno {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int ESRCH = 3;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;

    private Errno() {}

    /** For people, e.g. {@code ENOMEM (Cannot allocate memory)}. */
    static String describe(int errno) {
        return name(errno) + " (" + Libc.strerror(errno) + ")";
    }

    static String name(int errno) {
        return switch (errno) {
            case EPERM -> "EPERM";
            case ENOENT -> "ENOENT";
            case ESRCH -> "ESRCH";
            case EINTR -> "EINTR";
            case 5 -> "EIO";
            case 7 -> "E2BIG";
            case 9 -> "EBADF";
            case EAGAIN -> "EAGAIN";
            case 12 -> "ENOMEM";
            case EACCES -> "EACCES";
            case 14 -> "EFAULT";
            case 16 -> "EBUSY";
            case 17 -> "EEXIST";
            case 19 -> "ENODEV";
            case 22 -> "EINVAL";
            case 23 -> "ENFILE";
            case 24 -> "EMFILE";
            case 25 -> "ENOTTY";
            case 26 -> "ETXTBSY";
            case 38 -> "ENOSYS";
            case 75 -> "EOVERFLOW";
            case 95 -> "EOPNOTSUPP";
            default -> "errno " + errno;
        };
    }
}
