package dev.suture.nativebridge;

/** System call numbers of the machine Suture runs on, for calls that the C library has no function for. */
final class NativeNumbers {
    private NativeNumbers() {}

    /** asm/unistd_64.h of x86, asm-generic/unistd.h of all newer ones. */
    static long perfEventOpen() {
        return System.getProperty("os.arch").equals("amd64") ? 298 : 241;
    }
}
