package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.upatch.UpatchPlugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A small source tree of C with a Makefile, and what builds hot patches from it. */
final class ShopSource {
    static final String PRICE = """
            #include "price.h"
            int limit = 40;
            int price(int count)
            {
                return count * UNIT + limit;
            }
            """;

    private static final String MAIN = """
            #include <stdio.h>
            #include <stdlib.h>
            #include "price.h"
            int main(int argc, char **argv)
            {
                printf("%d\\n", price(argc > 1 ? atoi(argv[1]) : 1));
                return 0;
            }
            """;

    private static final String MAKEFILE = """
            CFLAGS = -O2 -g
            OBJECTS = main.o price.o
            shop: $(OBJECTS)
            \t$(CC) $(LDFLAGS) -Wl,--build-id -o $@ $(OBJECTS)
            main.o price.o: price.h
            """;

    private final Path folder;
    private final Path tree;

    ShopSource(Path folder) throws IOException {
        this.folder = folder;
        this.tree = Files.createDirectories(folder.resolve("shop"));
        with("price.h", "#define UNIT 10\nint price(int count);\n");
        with("price.c", PRICE);
        with("main.c", MAIN);
        with("Makefile", MAKEFILE);
    }

    ShopSource with(String name, String text) throws IOException {
        Files.writeString(tree.resolve(name), text);
        return this;
    }

    Path tree() {
        return tree;
    }

    /** Builds the target as its users run it: beside the tree, from a copy. */
    Path target(String flags) throws Exception {
        Path target = folder.resolve("installed/shop");
        Files.createDirectories(target.getParent());
        shell("rm -rf copy && cp -r shop copy && make -C copy %s && mv copy/shop '%s'".formatted(flags, target));
        return target;
    }

    /** A source patch that puts another text in the place of one. */
    Path patch(String file, String text, String replacement) throws Exception {
        String base = Files.readString(tree.resolve(file));
        assertThat(base).contains(text);
        shell("mkdir -p b && cp shop/%s b/%s.base".formatted(file, file));
        Files.writeString(folder.resolve("b").resolve(file), base.replace(text, replacement));
        shell("cd b && diff -u --label a/%1$s --label b/%1$s %1$s.base %1$s >../fix.patch || true".formatted(file));
        return folder.resolve("fix.patch");
    }

    /** {@code suture build} from the tree with the patch {@code fix.patch}. */
    List<String> build(Path output, Path work, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "build",
                "--source",
                tree.toString(),
                "--patch",
                folder.resolve("fix.patch").toString(),
                "--jobs",
                "2",
                "--work",
                work.toString(),
                "-o",
                output.toString()));
        arguments.addAll(List.of(more));
        return arguments;
    }

    CommandRun run(List<String> arguments) {
        return CommandRun.of(
                folder.resolve("store"),
                List.of(new UpatchPlugin()),
                Optional.empty(),
                arguments.toArray(String[]::new));
    }

    void shell(String command) throws Exception {
        Path log = folder.resolve("shell.log");
        Process process = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as("%s: %s", command, Files.readString(log))
                .isZero();
    }
}
