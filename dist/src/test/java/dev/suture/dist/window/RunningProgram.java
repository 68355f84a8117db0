package dev.suture.dist.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The assembled program, started as a user starts it. */
final class RunningProgram implements AutoCloseable {
    private static final Path LAUNCHER =
            Path.of("..", "suture").toAbsolutePath().normalize();

    private final Path home;
    private final Path log;
    private final Process process;

    private RunningProgram(Path home, Path log, Process process) {
        this.home = home;
        this.log = log;
        this.process = process;
    }

    /** @param home where it keeps what it keeps, from one start to the next */
    static RunningProgram start(VirtualDesktop desktop, Path home, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
        command.addAll(Arrays.asList(arguments));
        Path log = Files.createTempFile(home, "said", ".log");
        return new RunningProgram(home, log, desktop.start(command, log, Map.of("SUTURE_HOME", home.toString())));
    }

    /** Runs it without a window to its end. */
    static void run(VirtualDesktop desktop, Path home, String... arguments) throws Exception {
        try (RunningProgram program = start(desktop, home, arguments)) {
            assertThat(program.process.waitFor(10, TimeUnit.MINUTES)).isTrue();
            assertThat(program.process.exitValue())
                    .as(Files.readString(program.log))
                    .isZero();
        }
    }

    Process process() {
        return process;
    }

    /** Waits until it has ended, which it has to do by itself, well, without a word, and with all it started. */
    void assertEndsCleanly() throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended").isTrue();
        assertThat(Files.readString(log)).isEmpty();
        assertThat(process.exitValue()).isZero();
        assertThat(left()).isEmpty();
    }

    /** Command lines of what runs with this program's home: its environment goes to whatever it starts. */
    private List<String> left() throws IOException {
        byte[] own = ("SUTURE_HOME=" + home).getBytes(StandardCharsets.UTF_8);
        String marked = new String(own, StandardCharsets.ISO_8859_1) + "\0";
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(p -> p.getFileName().toString().matches("\\d+"))
                    .filter(p -> text(p.resolve("environ")).contains(marked))
                    .map(p -> text(p.resolve("cmdline")).replace('\0', ' '))
                    .toList();
        }
    }

    /** Empty if the process is gone by now, or another user's. */
    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
