package dev.suture.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Runs the machine's tools; a test of one that is missing is skipped. */
final class Tools {
    private Tools() {}

    static void require(String tool) {
        assumeTrue(
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool))),
                () -> "skipped: %s is not installed".formatted(tool));
    }

    /** Its standard output and error together. */
    static String run(Path where, String... command) throws Exception {
        require(command[0]);
        Path log = Files.createTempFile("suture-test", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(where.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ends", Arrays.toString(command))
                    .isTrue();
            String output = Files.readString(log);
            assertThat(process.exitValue())
                    .as("%s: %s", Arrays.toString(command), output)
                    .isZero();
            return output;
        } finally {
            Files.delete(log);
        }
    }
}
