package dev.suture.source.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildProcessTest {
    @TempDir
    Path folder;

    @Test
    void tellsTheStatusAndWhereTheOutputBegins() throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "before\n");
        BuildProcess.Result result = new BuildProcess(log, Progress.NONE)
                .run(List.of("sh", "-c", "echo said; exit 3"), folder, e -> {}, () -> {});
        assertThat(result.status()).isEqualTo(3);
        assertThat(result.outputFrom()).isEqualTo(7);
        assertThat(log).hasContent("before\nsaid");
    }

    /** What ignores a polite request, what left its session, and what lost its parent all end. */
    @Test
    void nothingIsLeftRunningWhenItIsCancelled() throws Exception {
        String command = "trap '' TERM; setsid sleep 600 & echo $! > a; (sleep 601 & echo $! > b)"
                + "; setsid sh -c 'trap \"\" TERM; echo $$ > c; while :; do sleep 0.1; done' & "
                + "while :; do sleep 0.1; done";
        Progress cancel = new Progress() {
            @Override
            public boolean cancelled() {
                return List.of("a", "b", "c").stream().allMatch(n -> isWritten(folder.resolve(n)));
            }
        };
        assertThatThrownBy(() -> new BuildProcess(folder.resolve("log"), cancel)
                        .run(List.of("sh", "-c", command), folder, e -> {}, () -> {}))
                .isInstanceOfSatisfying(
                        PatchException.class, e -> assertThat(e.id()).isEqualTo("cancelled"));
        for (String name : List.of("a", "b", "c")) {
            long pid = Long.parseLong(Files.readString(folder.resolve(name)).strip());
            assertThat(ProcessHandle.of(pid).filter(p -> isRunning(pid)))
                    .as("process %s", name)
                    .isEmpty();
        }
    }

    @Test
    void whatABuildLeavesInTheBackgroundEndsWithIt() throws Exception {
        new BuildProcess(folder.resolve("log"), Progress.NONE)
                .run(List.of("sh", "-c", "setsid sleep 600 & echo $! > left"), folder, e -> {}, () -> {});
        long pid = Long.parseLong(Files.readString(folder.resolve("left")).strip());
        assertThat(isRunning(pid)).isFalse();
    }

    /** As after a SIGKILL: who started it cannot end it any more. */
    @Test
    void whatAKilledRunLeftRunningIsEndedByTheNext() throws Exception {
        Path running = Files.createDirectories(folder.resolve("running"));
        String id = java.util.UUID.randomUUID().toString();
        Files.createFile(running.resolve(id));
        ProcessBuilder builder =
                new ProcessBuilder("setsid", "sh", "-c", "trap '' TERM; sleep 600 & echo $! > left; wait");
        builder.directory(folder.toFile()).environment().put("SUTURE_BUILD", id);
        Process orphan = builder.start();
        while (!isWritten(folder.resolve("left"))) {
            Thread.sleep(5);
        }
        BuildProcess.endFormer(folder);
        assertThat(orphan.waitFor(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        assertThat(isRunning(
                        Long.parseLong(Files.readString(folder.resolve("left")).strip())))
                .isFalse();
        assertThat(running).isEmptyDirectory();
        BuildProcess.endFormer(folder.resolve("none"));
    }

    private static boolean isWritten(Path file) {
        try {
            return Files.exists(file) && Files.readString(file).endsWith("\n");
        } catch (IOException e) {
            return false;
        }
    }

    /** An ended process whose parent has not asked for its status yet is no running one. */
    private static boolean isRunning(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
            return !stat.substring(stat.lastIndexOf(')') + 2).startsWith("Z");
        } catch (IOException e) {
            return false;
        }
    }
}
