package dev.suture.examples;

import java.nio.file.Path;

/**
 * ticketd built twice, each in its own source folder with the objects beside the sources.
 *
 * @param baseDir sources and objects without the patch
 * @param patchedDir sources and objects with the patch
 * @param baseBinary the program that a process runs
 * @param patchedBinary the program as a restart would bring it
 * @param patchFile the source patch that makes the difference, for {@code patch -p1}
 */
public record BuiltExample(Path baseDir, Path patchedDir, Path baseBinary, Path patchedBinary, Path patchFile) {}
