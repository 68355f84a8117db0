package dev.suture.upatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real programs, one peculiarity of compilers and linkers each: run, patched while they run, and unpatched again. */
class ProgramCasesTest {
    private static final DriverOptions OPTIONS = new DriverOptions(Duration.ofSeconds(10));
    private static final PatchDriver DRIVER = new UpatchPlugin().driver();

    @TempDir
    Path folder;

    static Stream<ProgramCase> cases() throws IOException {
        List<ProgramCase> result = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/cases"))) {
            files.filter(f -> f.getFileName().toString().contains(System.getProperty("suture.case", "")))
                    .sorted()
                    .forEach(f -> {
                        try {
                            result.addAll(ProgramCase.read(f).toList());
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
        return result.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    @Execution(ExecutionMode.CONCURRENT)
    void doesWhatItSays(ProgramCase program) throws Exception {
        program.compile(folder);
        program.link(folder);
        if (!program.refused().isEmpty()) {
            assertThatThrownBy(() -> run(program)).isInstanceOfSatisfying(PatchException.class, e -> {
                assertThat(e.id()).as(e.getMessage()).isEqualTo(program.refused());
                assertThat(e.remedy()).isNotBlank();
            });
            return;
        }
        run(program);
    }

    private void run(ProgramCase program) throws Exception {
        Path patch = program.patch(folder).file();
        String[] expected = (program.expect() + " ").split("\\|");
        try (StartedProgram running = StartedProgram.start(program.program(folder), folder)) {
            List<String> before = words(expected.length > 1 ? expected[0] : "");
            assertThat(steps(running, before.size())).as("before the patch").isEqualTo(before);
            for (int cycle = 1; cycle <= program.cycles(); cycle++) {
                apply(running, patch);
                if (expected.length > 1) {
                    List<String> during = words(expected[1]);
                    assertThat(steps(running, during.size()))
                            .as("with the patch, cycle %d", cycle)
                            .isEqualTo(during);
                    DRIVER.deactive(patch, running.pid(), OPTIONS, Progress.NONE);
                    List<String> notes = DRIVER.remove(patch, running.pid(), OPTIONS, Progress.NONE)
                            .notes();
                    assertThat(notes).isEmpty();
                    assertThat(DRIVER.status(patch, running.pid())).isEqualTo(PatchState.NOT_APPLIED);
                    List<String> after = words(expected[2]);
                    assertThat(steps(running, after.size()))
                            .as("after the patch, cycle %d", cycle)
                            .isEqualTo(after);
                }
            }
        }
    }

    private static void apply(StartedProgram running, Path patch) {
        DRIVER.load(patch, running.pid(), OPTIONS, Progress.NONE);
        DRIVER.active(patch, running.pid(), OPTIONS, Progress.NONE);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.strip().split(" +")).filter(w -> !w.isEmpty()).toList();
    }

    private static List<String> steps(StartedProgram running, int count) throws Exception {
        int seen = running.lines().size();
        for (int i = 1; i <= count; i++) {
            running.signal("USR1");
            int wanted = seen + i;
            running.await(() -> !running.alive() || running.output().lines().count() >= wanted);
            assertThat(running.alive())
                    .as("alive; output: %s", running.output())
                    .isTrue();
        }
        return running.lines().subList(seen, seen + count);
    }
}
