package dev.suture.nativebridge.watch;

import java.nio.file.Path;

/**
 * An instruction in a file at which threads are held.
 *
 * @param file a path that opens the file
 * @param offset where in the file the instruction begins, in bytes
 */
public record HoldPlace(Path file, long offset) {}
