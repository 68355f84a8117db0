package dev.suture.nativebridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.elf.ElfFile;
import dev.suture.elf.ElfHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A program compiled from C that runs as a process of its own, and not as this JVM's child: the JDK would collect its
 * stops. It prints lines to a file.
 */
final class Victim implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LinuxProcess process;
    private final Path output;
    private final Path binary;

    private Victim(LinuxProcess process, Path output, Path binary) {
        this.process = process;
        this.output = output;
        this.binary = binary;
    }

    static Path compile(Path directory, String name, String source, String... options) throws Exception {
        return compileWith("gcc", ".c", directory, name, source, options);
    }

    /** @param suffix of the source's file name: its language */
    static Path compileWith(
            String compiler, String suffix, Path directory, String name, String source, String... options)
            throws Exception {
        Path file = Files.writeString(directory.resolve(name + suffix), source);
        Path binary = directory.resolve(name);
        List<String> command = new ArrayList<>(
                List.of(compiler, "-O1", "-g", "-pthread", "-o", binary.toString(), file.toString(), "-lm"));
        command.addAll(List.of(options));
        Process gcc = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(gcc.getInputStream().readAllBytes());
        assertThat(gcc.waitFor()).as("gcc: %s", said).isZero();
        return binary;
    }

    /** Starts it and waits for its line {@code ready}. */
    static Victim start(Path binary, String... arguments) throws Exception {
        Path output = Files.createTempFile(binary.getParent(), "out", ".txt");
        // The shell ends at once, so the program becomes a child of init or of a subreaper.
        List<String> command = new ArrayList<>(List.of(
                "sh",
                "-c",
                "out=$1; shift; setsid \"$@\" >\"$out\" 2>&1 </dev/null & echo $!",
                "sh",
                output.toString()));
        command.add(binary.toString());
        command.addAll(List.of(arguments));
        Process shell = new ProcessBuilder(command).start();
        int pid = Integer.parseInt(new String(shell.getInputStream().readAllBytes()).strip());
        shell.waitFor();
        Victim victim = new Victim(LinuxProcess.of(pid), output, binary);
        await(() -> victim.lines().contains("ready"), "the program's line 'ready'");
        try {
            victim.process.openMemory().close();
            return victim;
        } catch (PermissionDeniedException e) {
            victim.kill();
            return Assumptions.abort("skipped: " + e.getMessage());
        }
    }

    LinuxProcess process() {
        return process;
    }

    int pid() {
        return process.pid();
    }

    /** Complete lines printed so far. */
    List<String> lines() {
        try {
            String text = Files.readString(output);
            int end = text.lastIndexOf('\n');
            return end < 0 ? List.of() : text.substring(0, end).lines().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The values after {@code KEY=} in the lines printed so far. */
    List<Long> values(String key) {
        return lines().stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> Long.parseLong(line.substring(key.length() + 1)))
                .toList();
    }

    /** The value of the first line {@code KEY=...}, waited for. */
    long value(String key) {
        await(() -> !values(key).isEmpty(), "a line " + key + "=");
        return values(key).getFirst();
    }

    /** The address of a symbol in the running process, from nm and the first mapping of its file. */
    long addressOf(String symbol) throws Exception {
        return loadBias() + symbol(symbol)[0];
    }

    FunctionRange function(String symbol) throws Exception {
        long[] found = symbol(symbol);
        return new FunctionRange(symbol, loadBias() + found[0], loadBias() + found[0] + found[1]);
    }

    /** What to add to the addresses of its symbols. */
    long loadBias() {
        ElfFile file = ElfFile.open(process.executableFile());
        if (file.header().type() == ElfHeader.Type.EXECUTABLE) {
            return 0;
        }
        return process.maps().stream()
                .filter(mapping -> mapping.path().equals(binary.toString()) && mapping.offset() == 0)
                .findFirst()
                .orElseThrow()
                .start();
    }

    private long[] symbol(String symbol) throws Exception {
        Process nm = new ProcessBuilder("nm", "-S", binary.toString()).start();
        try (Stream<String> lines = nm.inputReader().lines()) {
            String[] fields = lines.map(line -> line.split(" "))
                    .filter(parts -> parts.length == 4 && parts[3].equals(symbol))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no symbol " + symbol));
            return new long[] {Long.parseLong(fields[0], 16), Long.parseLong(fields[1], 16)};
        }
    }

    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Integer.toString(pid())).start().waitFor();
    }

    char state() {
        return process.threadStat(pid()).map(ThreadStat::state).orElse('X');
    }

    static void await(BooleanSupplier condition, String what) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited in vain for %s", what).isLessThan(deadline);
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Ends it and waits until it has. */
    void kill() {
        if (process.alive()) {
            try {
                signal("KILL");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            await(() -> !process.alive(), "the end of the program");
        }
    }

    @Override
    public void close() {
        kill();
    }
}
