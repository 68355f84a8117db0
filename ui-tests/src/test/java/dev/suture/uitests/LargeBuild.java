package dev.suture.uitests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Two builds as large as they come: one object with 16 000 functions that changed or are new, one in which a single
 * one of as many changed, and one with a single function of more than 240 KB.
 */
final class LargeBuild {
    static final int FUNCTIONS = 16_000;
    static final int ONLY_EDITED = 8_000;

    private static final int STATEMENTS = 30_000;
    /** Of a function of some 2000 instructions. */
    private static final int STATEMENTS_OF_STOP = 1000;

    private static final int EVERY_ADDED = 4;
    private static final int EVERY_EDITED = 100;

    private LargeBuild() {}

    /** Makes {@code base} and {@code patched} in the folder. */
    static void make(Path folder) throws Exception {
        List<Process> compilers = new ArrayList<>();
        for (boolean patched : new boolean[] {false, true}) {
            Path side = Files.createDirectories(folder.resolve(patched ? "patched" : "base"));
            // Assembled, not compiled: the compiler would take half a minute for them.
            Files.writeString(side.resolve("fares.s"), functions(patched, i -> patched));
            Files.writeString(side.resolve("single.s"), functions(true, i -> patched && i == ONLY_EDITED));
            Files.writeString(side.resolve("settle.c"), statements("settle", STATEMENTS, patched));
            Files.writeString(side.resolve("stop.c"), statements("stop", STATEMENTS_OF_STOP, patched));
            compilers.add(gcc(side, "fares.s", "fares.o"));
            compilers.add(gcc(side, "single.s", "single.o"));
            compilers.add(gcc(side, "settle.c", "settle.o"));
            compilers.add(gcc(side, "stop.c", "stop.o"));
        }
        for (Process compiler : compilers) {
            if (compiler.waitFor() != 0) {
                throw new IllegalStateException(
                        new String(compiler.getInputStream().readAllBytes()));
            }
        }
    }

    static String name(int number) {
        return "%s_%05d".formatted(number % EVERY_ADDED == EVERY_ADDED - 1 ? "surcharge" : "fare", number);
    }

    private static Process gcc(Path folder, String source, String object) throws IOException {
        return new ProcessBuilder("gcc", "-c", "-O1", source, "-o", object)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** @param all whether those are there that only the patched build has */
    private static String functions(boolean all, IntPredicate edited) {
        StringBuilder source = new StringBuilder(".intel_syntax noprefix\n.text\n");
        for (int i = 0; i < FUNCTIONS; i++) {
            String name = name(i);
            if (!all && i % EVERY_ADDED == EVERY_ADDED - 1) {
                continue;
            }
            source.append(".globl %1$s\n.type %1$s, @function\n%1$s:\n".formatted(name))
                    .append("and edi, 15\nmov eax, DWORD PTR seats[rip+4]\n")
                    .append("imul eax, edi\nadd eax, %d\n".formatted(edited.test(i) ? 1000 + i : 100 + i))
                    .append("ret\n.size %1$s, .-%1$s\n".formatted(name));
        }
        return source.append(".section .note.GNU-stack,\"\",@progbits\n").toString();
    }

    private static String statements(String name, int statements, boolean patched) {
        StringBuilder source = new StringBuilder("void %s(volatile int *seats, int fare) {\n".formatted(name));
        for (int i = 0; i < statements; i++) {
            int edited = patched && i % EVERY_EDITED == 0 ? 1 : 0;
            source.append("  seats[%d] = fare + %d;\n".formatted(i % 32, 7 * i + edited));
        }
        return source.append("}\n").toString();
    }
}
