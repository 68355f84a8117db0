package dev.suture.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the machine's compiler and binutils for tests. */
final class Gcc {
    private Gcc() {}

    static Path compile(Path folder, String name, String source, String... flags) throws Exception {
        Path file = Files.writeString(folder.resolve(name + ".c"), source);
        Path out = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("gcc", "-o", out.toString(), file.toString()));
        command.addAll(List.of(flags));
        run(command);
        return out;
    }

    static String run(List<String> command) throws IOException, InterruptedException {
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
