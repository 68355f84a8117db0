/**
 * Processes that start: a small BPF program on uprobes holds each one that comes by a place in a file (a program's entry, a
 * library's constructor) until Suture has it under ptrace, so that it can be changed before it runs on. Needs root and
 * Linux 6.0; {@link dev.suture.nativebridge.watch.StartHold#open} says what is missing.
 *
 * <p>No process is ever stopped by a signal: its parent notices nothing, and if Suture dies the kernel lets it go.
 */
package dev.suture.nativebridge.watch;
