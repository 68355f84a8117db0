/**
 * The diff engine: base + patched → {@link dev.suture.diff.model.ObjectDiff}. Each step is a pure function of the one before:
 * {@code item} reads what an object holds, {@code correlate} pairs it, {@code compare} says what differs and why,
 * {@code judge} what that means for a hot patch, {@code extract} takes out what a hot patch carries, {@code render}
 * makes the rows every front draws.
 */
package dev.suture.diff;
