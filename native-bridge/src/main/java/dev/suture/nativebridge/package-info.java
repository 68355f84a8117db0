/**
 * Running Linux processes through JNA: who they are, what they have mapped, their memory, system calls made inside
 * them, and stopping all of their threads. x86_64 and AArch64; everything here needs the rights of a debugger over the process.
 *
 * <p>All failures that a caller can meet are a {@link dev.suture.nativebridge.ProcessAccessException}.
 */
package dev.suture.nativebridge;
