package dev.suture.agent;

import dev.suture.manager.PatchFiles;
import dev.suture.manager.Plugins;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A program that prints the answer of a library's function and ends, or stays if it is given an argument.
 *
 * @param program the program
 * @param patch a patch for the library
 */
record LibraryUser(Path program, Path patch) {
    static final String BASE = "41";
    static final String PATCHED = "42";

    private static final String USER = """
            #include <stdio.h>
            #include <unistd.h>
            int answer(void);
            int main(int count, char **arguments) {
                printf("%d\\n", answer());
                fflush(stdout);
                while (count > 1) { pause(); answer(); }
                return 0;
            }
            """;

    static LibraryUser build(Path folder) throws Exception {
        Path base = compile(Files.createDirectories(folder.resolve("base")), BASE);
        Path patched = compile(Files.createDirectories(folder.resolve("patched")), PATCHED);
        Path library = folder.resolve("libanswer.so");
        gcc(folder, "-shared", "-Wl,--build-id", "-o", library.toString(), base.resolve("answer.o").toString());
        Files.writeString(folder.resolve("user.c"), USER);
        Path program = folder.resolve("user");
        gcc(folder, "-o", program.toString(), "user.c", library.toString());
        Path patch = folder.resolve("answer.upatch");
        new PatchFiles(Plugins.find())
                .build(
                        "upatch",
                        new BuildRequest("answer", base, patched, library, Optional.empty(), patch),
                        Progress.NONE);
        return new LibraryUser(program, patch);
    }

    private static Path compile(Path folder, String answer) throws Exception {
        Files.writeString(folder.resolve("answer.c"), "int answer(void) { return %s; }%n".formatted(answer));
        gcc(folder, "-O1", "-g", "-fPIC", "-ffunction-sections", "-fdata-sections", "-c", "answer.c");
        return folder;
    }

    private static void gcc(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("gcc"));
        Collections.addAll(command, arguments);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed: " + said);
        }
    }

    /** One that stays. Its parent is a shell that stays as well. */
    Process stay() throws IOException {
        Process process = new ProcessBuilder("sh", "-c", "\"$1\" stay & wait $!", "sh", program.toString()).start();
        process.inputReader().readLine();
        return process;
    }

    /** Starts it again and again, one after the other, and returns what they print. */
    List<String> start(int count) throws IOException {
        Process shell = new ProcessBuilder(
                        "sh", "-c", "for i in $(seq $1); do \"$2\"; done", "sh", Integer.toString(count), program.toString())
                .redirectErrorStream(true)
                .start();
        return new String(shell.getInputStream().readAllBytes()).lines().toList();
    }

    /** Starts it again and again, one after the other, until a file is there, and writes down what they print. */
    Process startUntil(Path end, Path output) throws IOException {
        return new ProcessBuilder(
                        "sh", "-c", "while [ ! -e \"$1\" ]; do \"$2\"; done", "sh", end.toString(), program.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }
}
