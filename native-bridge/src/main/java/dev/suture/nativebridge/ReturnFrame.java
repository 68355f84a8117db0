package dev.suture.nativebridge;

/**
 * What the kernel leaves on the stack of a thread that runs a signal handler: all that rt_sigreturn(2) needs to put the
 * thread back where it was. Written below a thread's stack before a remote call, it lets the thread restore itself when
 * nobody is left to do it.
 *
 * @param address where it belongs
 * @param bytes the frame
 */
record ReturnFrame(long address, byte[] bytes) {}
