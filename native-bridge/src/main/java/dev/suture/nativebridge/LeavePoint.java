package dev.suture.nativebridge;

import java.util.OptionalLong;

/**
 * Where a thread will be when it has left the functions it was found in.
 *
 * @param tid the thread
 * @param address where the outermost of those functions returns to; empty if that is not known
 */
public record LeavePoint(int tid, OptionalLong address) {}
