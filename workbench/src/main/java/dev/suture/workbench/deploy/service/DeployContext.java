package dev.suture.workbench.deploy.service;

import dev.suture.diff.model.DiffReport;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What could be deployed.
 *
 * @param base object file or build folder
 * @param patched the same of the patched side
 * @param target the ELF the processes run, where it is known
 * @param report the differences of the two
 */
public record DeployContext(Path base, Path patched, Optional<Path> target, DiffReport report) {}
