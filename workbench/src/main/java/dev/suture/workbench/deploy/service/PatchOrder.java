package dev.suture.workbench.deploy.service;

import java.nio.file.Path;

/**
 * A hot patch that somebody wants.
 *
 * @param name the name people will know it by
 * @param base object file or build folder
 * @param patched the same of the patched side
 * @param target the ELF the processes run
 */
public record PatchOrder(String name, Path base, Path patched, Path target) {}
