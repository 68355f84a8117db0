package dev.suture.uitests;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Two builds of functions with many branches, one of thousands of instructions and one of some hundreds, and a datum. */
final class BranchyBuild {
    private static final int MANY = 700;
    private static final int SOME = 26;

    private BranchyBuild() {}

    /** Makes {@code base} and {@code patched} in the folder. */
    static void make(Path folder) throws Exception {
        List<Process> compilers = new ArrayList<>();
        for (boolean patched : new boolean[] {false, true}) {
            Path side = Files.createDirectories(folder.resolve(patched ? "patched" : "base"));
            Files.writeString(
                    side.resolve("fares.c"),
                    "int rates[] = {3, 5, %d, 11};\n".formatted(patched ? 8 : 7)
                            + function("settle", MANY, patched)
                            + function("route", SOME, patched));
            compilers.add(new ProcessBuilder("gcc", "-c", "-O1", "-ffunction-sections", "fares.c", "-o", "fares.o")
                    .directory(side.toFile())
                    .redirectErrorStream(true)
                    .start());
        }
        for (Process compiler : compilers) {
            if (compiler.waitFor() != 0) {
                throw new IllegalStateException(
                        new String(compiler.getInputStream().readAllBytes()));
            }
        }
    }

    private static String function(String name, int conditions, boolean patched) {
        StringBuilder source = new StringBuilder(
                "extern int book(int, int);\nint %s(volatile int *seats, int fare) {\n  int sum = 0;\n"
                        .formatted(name));
        for (int i = 0; i < conditions; i++) {
            if (i == conditions / 2) {
                source.append("  if (fare > 900) {\n    %s\n    sum += book(fare, 9);\n  }\n"
                        .formatted(patched ? "if (seats[3] == 77) { return book(77, sum); }" : ""));
            }
            switch (i % 3) {
                case 0 -> source.append("  if (seats[%1$d] > fare) { sum += book(%1$d, fare); }\n".formatted(i));
                case 1 ->
                    source.append("  while (seats[%1$d] < %2$d) { sum ^= book(sum, %1$d); }\n"
                            .formatted(i, 7 * i + (patched && i == 4 ? 1 : 0)));
                default ->
                    source.append("  sum = seats[%1$d] == sum ? book(1, %1$d) : sum - seats[%1$d];\n".formatted(i));
            }
        }
        return source.append("  return sum;\n}\n").toString();
    }
}
