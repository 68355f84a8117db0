package dev.suture.upatch;

import dev.suture.plugin.*;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewProcessTest {
    @TempDir
    Path folder;

    @Test
    void pie() throws Exception {
        SmallBuild build = new SmallBuild(folder)
                .with(
                        "main",
                        "#include <stdio.h>\nint answer(void);int main(void){printf(\"%d\\n\",answer());return 0;}")
                .with(
                        "answer",
                        "__attribute__((noinline)) int answer(void){return 41;}",
                        "__attribute__((noinline)) int answer(void){return 42;}");
        BuiltPatch built = build.build();
        Path patch = folder.resolve("small.upatch");
        List<StartedProcess> patched = new CopyOnWriteArrayList<>();
        List<PatchException> failed = new CopyOnWriteArrayList<>();
        ProcessWatchListener listener = new ProcessWatchListener() {
            public void patched(StartedProcess p) {
                patched.add(p);
            }

            public void failed(int pid, PatchException p) {
                failed.add(p);
                p.printStackTrace();
            }
        };
        try (ProcessWatch watch = new UpatchPlugin()
                .driver()
                .watch(new WatchRequest(build.target(), List.of(patch)), listener)
                .orElseThrow()) {
            System.out.println(watch.mode() + ": " + watch.promise());
            Process shell =
                    new ProcessBuilder("sh", "-c", "for i in $(seq 20); do " + build.target() + "; done").start();
            System.out.println(
                    new String(shell.getInputStream().readAllBytes()).lines().toList());
            watch.settle();
            patched.forEach(p -> System.out.println(p.mode() + " " + p.held() + " "
                    + p.changes().stream().map(c -> c.steps().toString()).toList()));
        }
    }
}
