package dev.suture.uitests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** A small C program in its source folder, with source patches for it. */
record ShopTree(Path folder) {
    private static final String PRICE = """
            #include "price.h"
            int price(int count)
            {
                int sum = count * UNIT + 7;
                return count > 12 ? sum - count : sum;
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
            shop: main.o price.o
            \t$(CC) -Wl,--build-id -o $@ main.o price.o
            main.o price.o: price.h
            """;

    static ShopTree in(Path place) throws Exception {
        ShopTree tree = new ShopTree(Files.createDirectories(place.resolve("shop-1.2")));
        Files.writeString(tree.folder.resolve("price.h"), "#define UNIT 10\nint price(int count);\n");
        Files.writeString(tree.folder.resolve("price.c"), PRICE);
        Files.writeString(tree.folder.resolve("main.c"), MAIN);
        Files.writeString(tree.folder.resolve("Makefile"), MAKEFILE);
        return tree;
    }

    /** A build that prints, and then waits until there is a file. */
    ShopTree waitingFor(Path go, String print) throws Exception {
        Files.writeString(
                folder.resolve("Makefile"),
                MAKEFILE.replace(
                        "\nmain.o price.o:",
                        "\nprice.o: | wait\nwait: main.o\n\t@" + print + "\n\t@while ! test -e '" + go
                                + "'; do sleep 0.1; done\nmain.o price.o:"));
        return this;
    }

    /** The program, built in its folder as its owner does. */
    Path built() throws Exception {
        run("make");
        return folder.resolve("shop");
    }

    /** A source patch that replaces a line of {@code price.c}. */
    Path patch(String name, String line, String replacement) throws Exception {
        Path file = folder.resolveSibling(name);
        String[] lines = PRICE.split("\n");
        for (int i = 0; i < lines.length; i++) {
            if (lines[i].contains(line)) {
                Files.writeString(
                        file,
                        "--- a/price.c\n+++ b/price.c\n@@ -%d,3 +%d,3 @@\n %s\n-%s\n+%s\n %s\n"
                                .formatted(
                                        i,
                                        i,
                                        lines[i - 1],
                                        lines[i],
                                        lines[i].replace(line, replacement),
                                        lines[i + 1]));
            }
        }
        assertThat(file).exists();
        return file;
    }

    private void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
    }
}
