package dev.suture.nativebridge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.elf.ElfFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs and libraries compiled from C, and shells that start them: a child of this JVM itself cannot be traced. */
record Program(Path file) {
    static Program compile(Path folder, String name, String source, String... options) throws Exception {
        Path text = Files.writeString(folder.resolve(name + ".c"), source);
        Path file = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("gcc", "-O1", "-o", file.toString(), text.toString()));
        command.addAll(List.of(options));
        Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(gcc.getInputStream().readAllBytes());
        assertThat(gcc.waitFor()).as("gcc: %s", said).isZero();
        return new Program(file);
    }

    StartCode startCode() {
        return StartCode.of(ElfFile.open(file)).orElseThrow();
    }

    HoldPlace place() {
        return startCode().in(file);
    }

    /** Runs a script in which {@code $1} is the program. */
    Process shell(String script) {
        try {
            return new ProcessBuilder("sh", "-c", script, "sh", file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String output(Process shell) {
        try {
            return new String(shell.getInputStream().readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
