package dev.suture.examples;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The programs of the machine that an example is built with. */
final class Tools {
    private static final int TAIL_LINES = 20;
    private static final long TIMEOUT_SECONDS = 300;

    private Tools() {}

    /** @throws ExampleException naming every program that is not on PATH */
    static void require(String... programs) {
        List<String> missing = Stream.of(programs).filter(p -> !onPath(p)).toList();
        if (!missing.isEmpty()) {
            throw new ExampleException("The example cannot be built: " + String.join(", ", missing)
                    + " not found on PATH. Install the missing packages (on Debian: apt-get install "
                    + String.join(" ", missing) + ")");
        }
    }

    private static boolean onPath(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(path)
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Runs a program to its end. @throws ExampleException with the tail of its output if it fails */
    static void run(Path folder, List<String> command) {
        String what = String.join(" ", command) + " in " + folder;
        Path output = null;
        try {
            output = Files.createTempFile("suture-example-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            // Of a make around us only the flags would come through, never its job server.
            builder.environment().keySet().removeAll(List.of("MAKEFLAGS", "MAKELEVEL", "MFLAGS"));
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new ExampleException(what + " did not end within " + TIMEOUT_SECONDS + " s:\n" + tail(output));
            }
            if (process.exitValue() != 0) {
                throw new ExampleException(
                        what + " failed with exit code " + process.exitValue() + ":\n" + tail(output));
            }
        } catch (IOException e) {
            throw new ExampleException(what + " could not be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExampleException(what + " was interrupted", e);
        } finally {
            delete(output);
        }
    }

    /** The last lines of a text file. */
    static String tail(Path file) throws IOException {
        // Compilers and services write what bytes they like: decoding must not fail.
        List<String> lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    private static void delete(Path file) {
        if (file != null) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                // A left-over temporary file hides no result.
            }
        }
    }
}
