package dev.suture.plugin;

import dev.suture.diff.model.DiffReport;
import java.nio.file.Path;

/**
 * A finished hot patch.
 *
 * @param file where it is
 * @param info what it says of itself
 * @param report the differences it was made from
 */
public record BuiltPatch(Path file, PatchInfo info, DiffReport report) {}
