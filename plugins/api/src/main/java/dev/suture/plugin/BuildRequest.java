package dev.suture.plugin;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a hot patch is to be made from.
 *
 * @param name the name people will know it by
 * @param base an object file, or a folder of object files as the base build left them
 * @param patched the same of the patched build
 * @param target the ELF that the processes to be patched run
 * @param debugFile a file with the target's symbols, where the target itself is stripped
 * @param output where the hot patch goes
 */
public record BuildRequest(String name, Path base, Path patched, Path target, Optional<Path> debugFile, Path output) {}
