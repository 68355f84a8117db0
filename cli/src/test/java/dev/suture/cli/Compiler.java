package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
        Files.createDirectories(file.getParent());
        Path code = Files.writeString(Path.of(file + ".c"), source);
        List<String> command = new ArrayList<>(List.of(
                "gcc", "-O1", "-ffunction-sections", "-fdata-sections", "-c", "-o", file.toString(), code.toString()));
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
