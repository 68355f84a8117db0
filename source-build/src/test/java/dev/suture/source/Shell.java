package dev.suture.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The machine's programs, as tests use them. */
final class Shell {
    private Shell() {}

    /** Runs a shell command that has to succeed; returns what it printed. */
    static String run(Path folder, String command) throws IOException, InterruptedException {
        Path log = Files.createTempFile("suture-test", ".log");
        try {
            Process process = new ProcessBuilder("/bin/sh", "-c", command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process.getOutputStream().close();
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("%s ends", command)
                    .isTrue();
            assertThat(process.exitValue())
                    .as("%s: %s", command, Files.readString(log))
                    .isZero();
            return Files.readString(log);
        } finally {
            Files.delete(log);
        }
    }

    static boolean has(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(f -> Files.isExecutable(Path.of(f, program)));
    }

    static void need(String... programs) {
        for (String program : List.of(programs)) {
            assumeTrue(has(program), "skipped: " + program + " is not installed");
        }
    }
}
