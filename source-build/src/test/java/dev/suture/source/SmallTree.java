package dev.suture.source;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import dev.suture.source.trace.CompilerTrace;
import dev.suture.upatch.UpatchPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A tiny source tree, source patches for it, and builds of both. */
final class SmallTree {
    /** Long enough for the jump of a hot patch. */
    static final String PRICE = """
            #include <assert.h>
            #include "price.h"
            int price(int count)
            {
                assert(count > 0);
                return count * UNIT + 7;
            }
            """;

    static final String HEADER = "#define UNIT 10\nint price(int count);\n";
    static final String MAIN = """
            #include <stdio.h>
            #include <stdlib.h>
            #include "price.h"
            int main(int argc, char **argv)
            {
                printf("%d\\n", price(argc > 1 ? atoi(argv[1]) : 1));
                return 0;
            }
            """;

    private final Path folder;
    private final Path source;
    private final List<Path> patches = new ArrayList<>();
    private Optional<String> buildCommand = Optional.empty();
    private Optional<Path> target = Optional.empty();
    private CompilerTrace.Mode trace = CompilerTrace.Mode.PATH;

    private SmallTree(Path folder) {
        this.folder = folder;
        this.source = folder.resolve("shop");
    }

    /** A shop's price, without any build system yet. */
    static SmallTree in(Path folder) throws IOException {
        SmallTree tree = new SmallTree(folder);
        Files.createDirectories(tree.source);
        return tree.with("price.c", PRICE).with("price.h", HEADER).with("main.c", MAIN);
    }

    SmallTree with(String name, String text) throws IOException {
        Files.createDirectories(source.resolve(name).getParent());
        Files.writeString(source.resolve(name), text);
        return this;
    }

    /** A Makefile that knows what depends on what. */
    SmallTree withMakefile() throws IOException {
        return with(
                "Makefile",
                "CFLAGS = -O2 -g\nshop: main.o price.o\n\t$(CC) $(LDFLAGS) -o $@ main.o price.o\n"
                        + "main.o price.o: price.h\n");
    }

    /** A source patch that replaces a text in a file. */
    SmallTree patched(String file, String text, String replacement) throws Exception {
        String base = Files.readString(source.resolve(file));
        if (!base.contains(text)) {
            throw new IllegalArgumentException("%s does not hold %s".formatted(file, text));
        }
        return patchedTo(file, base.replace(text, replacement));
    }

    private SmallTree patchedTo(String file, String contents) throws Exception {
        Path work = Files.createTempDirectory(folder, "diff");
        for (String side : List.of("a", "b")) {
            Files.createDirectories(work.resolve(side).resolve(file).getParent());
        }
        if (Files.exists(source.resolve(file))) {
            Files.copy(source.resolve(file), work.resolve("a").resolve(file));
        }
        Files.writeString(work.resolve("b").resolve(file), contents);
        Path patch = folder.resolve("%d-%s.patch".formatted(patches.size(), file.replace('/', '-')));
        Shell.run(work, "diff -uN a/%s b/%s > '%s' || true".formatted(file, file, patch));
        patches.add(patch);
        return this;
    }

    /** The usual change: another sum. */
    SmallTree patched() throws Exception {
        return patched("price.c", "+ 7", "+ 9");
    }

    SmallTree withPatch(Path patch) {
        patches.add(patch);
        return this;
    }

    SmallTree forgetPatches() {
        patches.clear();
        return this;
    }

    SmallTree builtBy(String command) {
        buildCommand = Optional.of(command);
        return this;
    }

    SmallTree tracedBy(CompilerTrace.Mode mode) {
        trace = mode;
        return this;
    }

    SmallTree target(Path elf) {
        target = Optional.of(elf);
        return this;
    }

    Path source() {
        return source;
    }

    Path work() {
        return folder.resolve("work");
    }

    Path log() {
        return work().resolve("build.log");
    }

    SourceBuildRequest request() {
        return new SourceBuildRequest(
                new Source.Tree(source),
                patches,
                OptionalInt.empty(),
                Optional.empty(),
                buildCommand,
                target.map(t -> List.of(new TargetFile(t, Optional.empty()))).orElse(List.of()),
                Optional.of(work()),
                trace,
                List.of(),
                2);
    }

    SourceHotPatch.Result build() {
        return build(Progress.NONE);
    }

    /** @throws PatchException as the build does */
    SourceHotPatch.Result build(Progress progress) {
        return new SourceHotPatch(new UpatchPlugin().builder())
                .build(request(), "small", folder.resolve("small.upatch"), progress);
    }
}
