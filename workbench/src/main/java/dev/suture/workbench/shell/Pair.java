package dev.suture.workbench.shell;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is compared.
 *
 * @param base the object file, or the folder of a build
 * @param patched the same of the patched side
 * @param target the ELF the processes run, where it is known
 * @param store where patches made of it are kept
 */
public record Pair(Path base, Path patched, Optional<Path> target, Path store) {}
