package dev.suture.source;

import dev.suture.plugin.PatchException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The shell commands that build a tree, run in its top folder.
 *
 * @param system what the commands are for, for people
 * @param configure prepares the tree, run once; empty if there is nothing to prepare
 * @param build compiles and links
 * @param again builds what is out of date once the tree is patched
 * @param preferRecord whether {@code again} does so much more than needed that recorded compilations are repeated
 *     instead where they are known to suffice
 */
record BuildCommands(String system, Optional<String> configure, String build, String again, boolean preferRecord) {
    /** Folder that CMake and Meson build in, below the tree. */
    private static final String OUT = "suture-build";

    /** For a build system that finds out by itself what is out of date. */
    static BuildCommands incremental(String system, Optional<String> configure, String build) {
        return new BuildCommands(system, configure, build, build, false);
    }

    /** @throws PatchException TROUBLE if a tree is of no known kind and there is no command for it */
    static BuildCommands of(Path tree, SourceBuildRequest request) {
        if (request.buildCommand().isPresent()) {
            return given(tree, request, request.buildCommand().get());
        }
        BuildCommands commands = recognise(tree, request.jobs())
                .orElseThrow(() -> new PatchException(
                        PatchException.Kind.TROUBLE,
                        "build-system-unknown",
                        "%s has no configure, meson.build, CMakeLists.txt or Makefile, so how to build it is unknown."
                                .formatted(request.source() instanceof Source.Tree(Path folder) ? folder : tree),
                        "Give the command that builds it with --build-command."));
        return incremental(commands.system(), request.configureCommand().or(commands::configure), commands.build());
    }

    /** A command of somebody's own knows how it builds; what a configured tree needs to know its new place stays. */
    private static BuildCommands given(Path tree, SourceBuildRequest request, String build) {
        Optional<String> configure = request.configureCommand()
                .or(() -> Optional.of("./config.status").filter(s -> Files.isExecutable(tree.resolve(s))));
        return incremental("the given command", configure, build);
    }

    static Optional<BuildCommands> recognise(Path tree, int jobs) {
        String make = "make -j%d".formatted(jobs);
        if (Files.isExecutable(tree.resolve("config.status"))) {
            // The options that its owner configured it with, at its new place.
            return known("autotools", "./config.status", make);
        }
        if (Files.isExecutable(tree.resolve("configure"))) {
            return known("configure", "./configure", make);
        }
        if (has(tree, "configure.ac") || has(tree, "configure.in")) {
            return known("autotools", "autoreconf -fi && ./configure", make);
        }
        if (has(tree, "meson.build")) {
            return known(
                    "Meson",
                    "meson setup %s . --buildtype=debugoptimized".formatted(OUT),
                    "ninja -C %s -j%d".formatted(OUT, jobs));
        }
        if (has(tree, "CMakeLists.txt")) {
            return known(
                    "CMake",
                    "cmake -S . -B %s -DCMAKE_BUILD_TYPE=RelWithDebInfo".formatted(OUT),
                    "cmake --build %s -j%d".formatted(OUT, jobs));
        }
        if (has(tree, "Makefile") || has(tree, "makefile") || has(tree, "GNUmakefile")) {
            return Optional.of(incremental("Make", Optional.empty(), make));
        }
        return Optional.empty();
    }

    private static Optional<BuildCommands> known(String system, String configure, String build) {
        return Optional.of(incremental(system, Optional.of(configure), build));
    }

    private static boolean has(Path tree, String name) {
        return Files.isRegularFile(tree.resolve(name));
    }
}
