package dev.suture.elf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs the machine's compiler and binutils for tests. */
public final class Gcc {
    private Gcc() {}

    /** Compiles C; the source becomes {@code <name>.c} beside the result. */
    public static Path compile(Path folder, String name, String source, String... flags) throws Exception {
        return compile("gcc", ".c", folder, name, source, flags);
    }

    /** Compiles C++; skips the test where there is no compiler for it. */
    public static Path compileCpp(Path folder, String name, String source, String... flags) throws Exception {
        assumeTool("g++");
        return compile("g++", ".cc", folder, name, source, flags);
    }

    /** Skips the test where a program is not installed. */
    public static void assumeTool(String tool) {
        assumeTrue(has(tool), "skipped: there is no " + tool);
    }

    /** Whether a program is on the path. */
    public static boolean has(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    private static Path compile(
            String compiler, String suffix, Path folder, String name, String source, String... flags) throws Exception {
        Path file = Files.writeString(folder.resolve(name + suffix), source);
        Path out = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of(compiler, "-o", out.toString(), file.toString()));
        command.addAll(List.of(flags));
        run(command);
        return out;
    }

    public static String run(List<String> command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("suture-test", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
            String output = Files.readString(log);
            assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
            return output;
        } finally {
            Files.delete(log);
        }
    }
}
