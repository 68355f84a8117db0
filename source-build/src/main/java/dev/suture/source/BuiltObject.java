package dev.suture.source;

import dev.suture.source.trace.Compilation;
import java.nio.file.Path;

/**
 * An object that a build compiled.
 *
 * @param name its path in the tree, ending in {@code .o}; the same for the base and the patched build
 * @param file where it is
 * @param mark the mark it carries
 * @param compilation how it was made
 */
record BuiltObject(String name, Path file, String mark, Compilation compilation) {}
