package dev.suture.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real builds in processes of their own, ended by signals at one point after the other, and gone on with. */
@Timeout(900)
class CancelledBuildTest {
    private static final String MAKEFILE = """
            CFLAGS = -O2 -g
            OBJECTS = main.o price.o one.o two.o three.o four.o
            shop: $(OBJECTS)
            \tsleep 0.2; $(CC) -Wl,--build-id -o $@ $(OBJECTS)
            main.o price.o: price.h
            %.o: %.c
            \tsleep 0.2; $(CC) $(CFLAGS) -c $<
            """;

    @TempDir
    Path folder;

    private ShopSource shop;

    @BeforeEach
    void write() throws Exception {
        shop = new ShopSource(folder).with("Makefile", MAKEFILE);
        for (String name : List.of("one", "two", "three", "four")) {
            shop.with(name + ".c", "int %1$s(int n);\nint %1$s(int n) { return n * 7 + 1; }\n".formatted(name));
        }
        shop.patch("price.c", "+ limit", "+ limit * 2");
    }

    /** A build in a process of its own. */
    private final class Run {
        private final Path errors;
        private final Process process;

        Run(Path output, Path work) throws IOException {
            errors = Files.createTempFile(folder, "errors", "");
            List<String> command = new ArrayList<>(List.of(
                    // Who ignores SIGINT, as what a shell starts in the background does, hands that on.
                    "env",
                    "--default-signal=INT",
                    Path.of(System.getProperty("java.home"), "bin/java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "dev.suture.cli.Main"));
            command.addAll(shop.build(output, work));
            process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(errors.toFile())
                    .start();
        }

        String said() {
            try {
                return Files.readString(errors);
            } catch (IOException e) {
                return "";
            }
        }

        /** Waits for a moment of the build; it may be over sooner. */
        Run until(BooleanSupplier moment) throws InterruptedException {
            long deadline = System.nanoTime() + Duration.ofSeconds(240).toNanos();
            while (process.isAlive() && !moment.getAsBoolean()) {
                assertThat(System.nanoTime()).as(said()).isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(2);
            }
            return this;
        }

        int end(String signal) throws Exception {
            if (process.isAlive()) {
                new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                        .start()
                        .waitFor();
            }
            assertThat(process.waitFor(240, TimeUnit.SECONDS)).as(said()).isTrue();
            return process.exitValue();
        }
    }

    private static int records(Path work, String phase) {
        String[] names = work.resolve("records-" + phase).toFile().list();
        return names == null ? 0 : names.length;
    }

    @Test
    void atAnyMomentNothingIsLeftRunningAndTheNextRunGoesOn() throws Exception {
        Path whole = folder.resolve("whole/fix.tar.zst");
        assertThat(new Run(whole, folder.resolve("other")).end("0")).isZero();

        Path output = folder.resolve("out/fix.tar.zst");
        Path work = folder.resolve("work");
        List<String> steps = List.of(
                "Copying",
                "Trying",
                "Building the base",
                "1 base",
                "4 base",
                "5 base",
                "7 base",
                "Applying",
                "Building again",
                "1 patched",
                "Making",
                "Comparing",
                "Extracting",
                "Packing");
        int cancelled = 0;
        for (int i = 0; i < steps.size(); i++) {
            String[] step = steps.get(i).split(" ");
            String signal = i % 2 == 0 ? "INT" : "TERM";
            Run run = new Run(output, work);
            run.until(() -> Character.isDigit(step[0].charAt(0))
                    ? records(work, step[1]) >= Integer.parseInt(step[0])
                    : run.said().contains("] " + step[0]));
            int exitCode = run.end(signal);
            String at = steps.get(i) + ", " + signal + ": " + run.said();
            assertThat(processesOf(work)).as(at).isEmpty();
            assertThat(run.said()).as(at).doesNotContain("Exception", "Unexpected");
            if (exitCode == 0) {
                assertThat(output).as(at).hasSameBinaryContentAs(whole);
                Files.delete(output);
            } else {
                // As the JVM says it: 128 and the signal's number.
                assertThat(exitCode).as(at).isEqualTo(signal.equals("INT") ? 130 : 143);
                cancelled += run.said().contains("cancelled") ? 1 : 0;
            }
            if (Files.exists(output)) { // It had just been renamed.
                assertThat(output).as(at).hasSameBinaryContentAs(whole);
                Files.delete(output);
            }
            if (Files.exists(output.getParent())) {
                assertThat(output.getParent()).as(at).isEmptyDirectory();
            }
        }
        assertThat(cancelled).as("what was told to have been cancelled").isGreaterThan(4);

        Run last = new Run(output, work);
        assertThat(last.end("0")).as(last.said()).isZero();
        assertThat(output).hasSameBinaryContentAs(whole);
    }

    @Test
    void evenAKilledBuildIsGoneOnWith() throws Exception {
        Path whole = folder.resolve("whole/fix.tar.zst");
        assertThat(new Run(whole, folder.resolve("other")).end("0")).isZero();
        Path output = folder.resolve("out/fix.tar.zst");
        Path work = folder.resolve("work");
        for (int i = 0; i < 2; i++) {
            // What the killed one started goes on for a while by itself; the next one ends that.
            Run run = new Run(output, work);
            run.until(() -> run.said().contains("Building the base"));
            int begun = records(work, "base");
            assertThat(run.until(() -> records(work, "base") > begun).end("KILL"))
                    .as(run.said())
                    .isEqualTo(137);
        }
        Run last = new Run(output, work);
        assertThat(last.end("0")).as(last.said()).isZero();
        assertThat(processesOf(work)).isEmpty();
        assertThat(output).hasSameBinaryContentAs(whole);
    }

    /** Those that work in a folder; Suture itself works elsewhere. */
    private static List<String> processesOf(Path work) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(p -> p.getFileName().toString().matches("\\d+"))
                    .filter(p -> {
                        try {
                            return Files.readSymbolicLink(p.resolve("cwd")).startsWith(work.toAbsolutePath());
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .map(Path::toString)
                    .toList();
        }
    }
}
