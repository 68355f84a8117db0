package dev.suture.source;

import dev.suture.source.trace.CompilerTrace;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is to be built with and without a change.
 *
 * @param source what the target was built from
 * @param patches source patches, in the order they are applied
 * @param strip how many leading folders of the names in the patches to leave off; empty to find out
 * @param configureCommand shell command that prepares the tree, run once; empty for what the build system wants
 * @param buildCommand shell command that builds the tree, run before and after the patches are applied; empty likewise
 * @param targets the ELFs to be patched; if empty those that the base build links, or the package has installed
 * @param work folder to work in, which is kept and gone on with; empty for a temporary one
 * @param trace how the compiler is traced
 * @param compilers compilers to trace besides those on PATH
 * @param jobs how many commands the build system may run at once
 */
public record SourceBuildRequest(
        Source source,
        List<Path> patches,
        OptionalInt strip,
        Optional<String> configureCommand,
        Optional<String> buildCommand,
        List<TargetFile> targets,
        Optional<Path> work,
        CompilerTrace.Mode trace,
        List<Path> compilers,
        int jobs) {
    public SourceBuildRequest {
        patches = List.copyOf(patches);
        targets = List.copyOf(targets);
        compilers = List.copyOf(compilers);
    }
}
