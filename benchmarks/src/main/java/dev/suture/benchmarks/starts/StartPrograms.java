package dev.suture.benchmarks.starts;

import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.Progress;
import dev.suture.upatch.UpatchPlugin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A program and a library with one function to be patched in each, and what starts a program many times and times it.
 *
 * @param program calls the function and exits with its answer
 * @param programPatch the patch for the program
 * @param library has the function
 * @param libraryUser a program that calls the library's function and exits with its answer
 * @param libraryPatch the patch for the library
 * @param starter takes a number, the wanted exit status and a program; prints the time of each start to exit in
 *     nanoseconds, one a line
 */
record StartPrograms(Path program, Path programPatch, Path library, Path libraryUser, Path libraryPatch, Path starter) {
    static final int BASE_ANSWER = 41;
    static final int PATCHED_ANSWER = 42;

    private static final String FUNCTION = "__attribute__((noinline, noipa)) int answer(void) { return %d; }\n";
    private static final String MAIN = "int answer(void);\nint main(void) { return answer(); }\n";
    private static final String STARTER = """
            #include <spawn.h>
            #include <stdio.h>
            #include <stdlib.h>
            #include <sys/wait.h>
            #include <time.h>
            extern char **environ;
            int main(int argc, char **argv) {
              int rounds = atoi(argv[1]), wanted = atoi(argv[2]);
              for (int i = 0; i < rounds; i++) {
                struct timespec begin, end;
                pid_t pid;
                int status;
                clock_gettime(CLOCK_MONOTONIC, &begin);
                if (posix_spawn(&pid, argv[3], 0, 0, argv + 3, environ)) return 2;
                if (waitpid(pid, &status, WUNTRACED) != pid || !WIFEXITED(status)) return 3;
                if (WEXITSTATUS(status) != wanted) { fprintf(stderr, "exit %d\\n", WEXITSTATUS(status)); return 4; }
                clock_gettime(CLOCK_MONOTONIC, &end);
                printf("%ld\\n", (end.tv_sec - begin.tv_sec) * 1000000000L + end.tv_nsec - begin.tv_nsec);
              }
              return 0;
            }
            """;

    /** Compiles everything in a folder and makes the patches. */
    static StartPrograms build(Path folder) {
        try {
            Path program = folder.resolve("program");
            Path programPatch = patched(folder.resolve("for-program"), program, List.of("main", "answer"), "-pie");
            Path library = folder.resolve("libanswer.so");
            Path libraryPatch = patched(folder.resolve("for-library"), library, List.of("answer"), "-shared");
            Path user = folder.resolve("user");
            Files.writeString(folder.resolve("user.c"), MAIN);
            gcc(folder, "-o", user.toString(), "user.c", library.toString());
            Path starter = folder.resolve("starter");
            Files.writeString(folder.resolve("starter.c"), STARTER);
            gcc(folder, "-O2", "-o", starter.toString(), "starter.c");
            return new StartPrograms(program, programPatch, library, user, libraryPatch, starter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path patched(Path folder, Path target, List<String> objects, String kind) throws IOException {
        Path base = compile(folder.resolve("base"), objects, BASE_ANSWER);
        Path patched = compile(folder.resolve("patched"), objects, PATCHED_ANSWER);
        List<String> link = new ArrayList<>(List.of(kind, "-Wl,--build-id", "-o", target.toString()));
        objects.forEach(o -> link.add(base.resolve(o + ".o").toString()));
        gcc(folder, link.toArray(String[]::new));
        Path patch = folder.resolve("answer.upatch");
        new UpatchPlugin()
                .builder()
                .build(new BuildRequest("answer", base, patched, target, Optional.empty(), patch), Progress.NONE);
        return patch;
    }

    private static Path compile(Path folder, List<String> objects, int answer) throws IOException {
        Files.createDirectories(folder);
        for (String name : objects) {
            Files.writeString(folder.resolve(name + ".c"), name.equals("main") ? MAIN : FUNCTION.formatted(answer));
            gcc(folder, "-O2", "-g", "-fPIC", "-ffunction-sections", "-fdata-sections", "-c", name + ".c");
        }
        return folder;
    }

    private static void gcc(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("gcc"));
        command.addAll(List.of(arguments));
        run(folder, command);
    }

    /** Runs a command to its end and returns what it printed. */
    static String run(Path folder, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            if (process.waitFor() != 0) {
                throw new IOException(command + " failed: " + said);
            }
            return said;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command + " ran", e);
        }
    }
}
