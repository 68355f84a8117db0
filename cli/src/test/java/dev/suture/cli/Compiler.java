package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the machine's C compiler. */
final class Compiler {
    private Compiler() {}

    /** Compiles C to an object file with a section for each function and datum. */
    static Path object(Path file, String source, String... flags) throws Exception {
        return compile("gcc", file, Files.writeString(sourceFile(file, ".c"), source), flags);
    }

    /** Compiles C++ likewise; the test is skipped where there is no compiler for it. */
    static Path cxxObject(Path file, String source, String... flags) throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/bin/g++")), "skipped: g++ is not installed");
        return compile("g++", file, Files.writeString(sourceFile(file, ".cc"), source), flags);
    }

    private static Path sourceFile(Path file, String suffix) throws IOException {
        Files.createDirectories(file.getParent());
        return Path.of(file + suffix);
    }

    private static Path compile(String compiler, Path file, Path code, String... flags) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                compiler,
                "-O1",
                "-ffunction-sections",
                "-fdata-sections",
                "-c",
                "-o",
                file.toString(),
                code.toString()));
        command.addAll(List.of(flags));
        Path log = Path.of(file + ".log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        return file;
    }
}
