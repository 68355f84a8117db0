package dev.suture.upatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.ProcessWatch;
import dev.suture.plugin.ProcessWatch.Mode;
import dev.suture.plugin.ProcessWatchListener;
import dev.suture.plugin.StartedProcess;
import dev.suture.plugin.WatchRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;

/** A watch for processes that start, what it told, and shells that start them: children of this JVM cannot be traced. */
final class Starts implements AutoCloseable, ProcessWatchListener {
    private final List<StartedProcess> patched = new CopyOnWriteArrayList<>();
    private final List<PatchException> failed = new CopyOnWriteArrayList<>();
    private final List<PatchException> degraded = new CopyOnWriteArrayList<>();
    private final ProcessWatch watch;

    Starts(Path target, Path... patches) {
        this(new WatchRequest(target, List.of(patches)));
    }

    private Starts(WatchRequest request) {
        watch = new UpatchPlugin().driver().watch(request, this).orElseThrow();
    }

    /** One that patches before the first call; skips the test where that cannot be. */
    static Starts beforeFirstCalls(Path target, Path... patches) {
        return beforeFirstCalls(new WatchRequest(target, List.of(patches)));
    }

    static Starts beforeFirstCalls(WatchRequest request) {
        Starts starts = new Starts(request);
        if (starts.watch.mode() != Mode.FIRST_CALL) {
            starts.close();
            Assumptions.abort("skipped: " + starts.watch.promise());
        }
        return starts;
    }

    ProcessWatch watch() {
        return watch;
    }

    /** The processes patched so far, after all that were found are dealt with. */
    List<StartedProcess> patched() {
        watch.settle();
        return patched;
    }

    List<PatchException> failed() {
        watch.settle();
        return failed;
    }

    List<PatchException> degraded() {
        return degraded;
    }

    /** That as many processes were patched, each before its first call, and none failed. */
    void assertAllBeforeFirstCall(int count) {
        assertThat(failed()).isEmpty();
        assertThat(patched()).hasSize(count).allSatisfy(p -> {
            assertThat(p.mode()).isEqualTo(Mode.FIRST_CALL);
            assertThat(p.changes()).isNotEmpty();
            assertThat(p.held()).isPositive();
        });
    }

    @Override
    public void patched(StartedProcess process) {
        patched.add(process);
    }

    @Override
    public void failed(int pid, PatchException problem) {
        failed.add(problem);
    }

    @Override
    public void degraded(PatchException problem) {
        degraded.add(problem);
    }

    /** Runs a script with its arguments as {@code $1} and so on, and returns the lines it prints. */
    static List<String> shell(String script, Object... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        try {
            Process shell =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(shell.getInputStream().readAllBytes()).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a program again and again, one after the other, and returns the lines they print. */
    static List<String> oneAfterTheOther(int count, Path program) {
        return shell("for i in $(seq $1); do \"$2\"; done", count, program);
    }

    /** Compiles a program that is no target. */
    static Path compile(Path folder, String name, String source, String... options) throws Exception {
        Path text = Files.writeString(folder.resolve(name + ".c"), source);
        Path program = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of("gcc", "-O1", "-o", program.toString(), text.toString()));
        command.addAll(List.of(options));
        SmallBuild.run(command, folder);
        return program;
    }

    @Override
    public void close() {
        watch.close();
    }
}
