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
 * @param build compiles and links; run a second time, it builds what is out of date
 */
record BuildCommands(String system, Optional<String> configure, String build) {
    /** Folder that CMake and Meson build in, below the tree. */
    private static final String OUT = "suture-build";

    /** @throws PatchException TROUBLE if a tree is of no known kind and there is no command for it */
    static BuildCommands of(Path tree, SourceBuildRequest request) {
        Optional<BuildCommands> known = recognise(tree, request.jobs());
        if (request.buildCommand().isPresent()) {
            // A command of somebody's own knows where it builds; what a configured tree needs to know its new place
            // stays.
            Optional<String> configure = request.configureCommand()
                    .or(() -> Optional.of("./config.status").filter(s -> Files.isExecutable(tree.resolve(s))));
            return new BuildCommands(
                    "the given command", configure, request.buildCommand().get());
        }
        BuildCommands commands = known.orElseThrow(() -> new PatchException(
                PatchException.Kind.TROUBLE,
                "build-system-unknown",
                "%s has no configure, meson.build, CMakeLists.txt or Makefile, so how to build it is unknown."
                        .formatted(request.source() instanceof Source.Tree(Path folder) ? folder : tree),
                "Give the command that builds it with --build-command."));
        return new BuildCommands(
                commands.system(), request.configureCommand().or(commands::configure), commands.build());
    }

    private static Optional<BuildCommands> recognise(Path tree, int jobs) {
        String make = "make -j%d".formatted(jobs);
        if (Files.isExecutable(tree.resolve("config.status"))) {
            // The options that its owner configured it with, at its new place.
            return Optional.of(new BuildCommands("autotools", Optional.of("./config.status"), make));
        }
        if (Files.isExecutable(tree.resolve("configure"))) {
            return Optional.of(new BuildCommands("configure", Optional.of("./configure"), make));
        }
        if (has(tree, "configure.ac") || has(tree, "configure.in")) {
            return Optional.of(new BuildCommands("autotools", Optional.of("autoreconf -fi && ./configure"), make));
        }
        if (has(tree, "meson.build")) {
            return Optional.of(new BuildCommands(
                    "Meson",
                    Optional.of("meson setup %s . --buildtype=debugoptimized".formatted(OUT)),
                    "ninja -C %s -j%d".formatted(OUT, jobs)));
        }
        if (has(tree, "CMakeLists.txt")) {
            return Optional.of(new BuildCommands(
                    "CMake",
                    Optional.of("cmake -S . -B %s -DCMAKE_BUILD_TYPE=RelWithDebInfo".formatted(OUT)),
                    "cmake --build %s -j%d".formatted(OUT, jobs)));
        }
        if (has(tree, "Makefile") || has(tree, "makefile") || has(tree, "GNUmakefile")) {
            return Optional.of(new BuildCommands("Make", Optional.empty(), make));
        }
        return Optional.empty();
    }

    private static boolean has(Path tree, String name) {
        return Files.isRegularFile(tree.resolve(name));
    }
}
