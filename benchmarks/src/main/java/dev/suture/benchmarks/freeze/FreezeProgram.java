package dev.suture.benchmarks.freeze;

import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.Progress;
import dev.suture.upatch.UpatchPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A program with as many busy and sleeping threads as its arguments say, and a hot patch for one small function that the
 * busy ones call again and again.
 *
 * @param binary the program
 * @param patch the hot patch
 */
record FreezeProgram(Path binary, Path patch) {
    private static final String SOURCE = """
            #include <pthread.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <unistd.h>
            volatile unsigned rounds;
            __attribute__((noinline, noipa)) unsigned step(unsigned x) { return x * 3 + STEP; }
            static void *sleeper(void *unused) { for (;;) pause(); return unused; }
            static void *busy(void *unused) {
              for (;;) { for (volatile int i = 0; i < 2000; i++) { } rounds += step(rounds); }
              return unused;
            }
            int main(int argc, char **argv) {
              int sleeping = atoi(argv[argc - 1]), running = atoi(argv[argc - 2]);
              pthread_t thread;
              for (int i = running ? 0 : 1; i < sleeping; i++) pthread_create(&thread, NULL, sleeper, NULL);
              puts("ready");
              fflush(stdout);
              return (running ? busy : sleeper)(NULL) != NULL;
            }
            """;

    /**
     * Compiles both builds in a folder and makes the patch.
     *
     * @throws UncheckedIOException if gcc fails; what it said is in the message
     */
    static FreezeProgram build(Path folder) {
        try {
            Path base = compile(Files.createDirectories(folder.resolve("base")), "1");
            Path patched = compile(Files.createDirectories(folder.resolve("patched")), "x / 7");
            Path binary = folder.resolve("threads");
            Path patch = folder.resolve("step.upatch");
            gcc(
                    folder,
                    "-pthread",
                    "-Wl,--build-id",
                    "-o",
                    binary.toString(),
                    base.resolve("threads.o").toString());
            new UpatchPlugin()
                    .builder()
                    .build(new BuildRequest("step", base, patched, binary, Optional.empty(), patch), Progress.NONE);
            return new FreezeProgram(binary, patch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path compile(Path folder, String step) throws IOException {
        Files.writeString(folder.resolve("threads.c"), SOURCE.replace("STEP", step));
        gcc(folder, "-O2", "-g", "-ffunction-sections", "-fdata-sections", "-c", "threads.c");
        return folder;
    }

    private static void gcc(Path folder, String... arguments) throws IOException {
        List<String> command = new java.util.ArrayList<>(List.of("gcc"));
        command.addAll(List.of(arguments));
        Process gcc = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(gcc.getInputStream().readAllBytes());
        try {
            if (gcc.waitFor() != 0) {
                throw new IOException("gcc failed: " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while gcc ran", e);
        }
    }
}
