package dev.suture.uitests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program that stays in one function until it is let go, in two builds that differ in that function. It is no child of this
 * process, which would take its stops from whoever traces it.
 */
final class HeldProgram implements AutoCloseable {
    private static final String SOURCE = """
            #include <unistd.h>
            int rounds;
            __attribute__((noinline)) int hold(const char *until)
            {
                int n = 0;
                while (access(until, F_OK) != 0) {
                    usleep(10000);
                    n += ADDED;
                }
                return n;
            }
            __attribute__((noinline)) int work(const char *until)
            {
                rounds += hold(until);
                return rounds;
            }
            int main(int count, char **arguments)
            {
                if (count < 2)
                    return 2;
                work(arguments[1]);
                for (;;)
                    usleep(10000);
            }
            """;

    final Path base;
    final Path patched;
    final Path program;
    private final Path letGo;
    private final ProcessHandle process;

    private HeldProgram(Path folder) throws IOException, InterruptedException {
        base = build(folder.resolve("base"), "1");
        patched = build(folder.resolve("patched"), "3");
        program = base.resolve("held");
        letGo = folder.resolve("go");
        Process shell = new ProcessBuilder(
                        "sh",
                        "-c",
                        "setsid \"$0\" \"$1\" >/dev/null 2>&1 </dev/null & echo $!",
                        program.toString(),
                        letGo.toString())
                .start();
        long pid = Long.parseLong(new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
        process = ProcessHandle.of(pid).orElseThrow();
    }

    static HeldProgram start(Path folder) throws IOException, InterruptedException {
        return new HeldProgram(folder);
    }

    private static Path build(Path folder, String added) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("held.c"), SOURCE.replace("ADDED", added));
        run(folder, "gcc", "-g", "-O1", "-ffunction-sections", "-fdata-sections", "-c", "held.c", "-o", "held.o");
        run(folder, "gcc", "-Wl,--build-id", "held.o", "-o", "held");
        return folder;
    }

    private static void run(Path folder, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(List.of(command) + ": " + said);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Lets it leave the function. */
    void letGo() throws IOException {
        Files.createFile(letGo);
    }

    /** Ends it, by SIGKILL. */
    void end() {
        process.destroyForcibly();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            end();
        }
    }
}
