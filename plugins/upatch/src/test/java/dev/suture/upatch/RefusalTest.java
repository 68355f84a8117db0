package dev.suture.upatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not be patched is refused with its own id, and nothing is harmed. */
class RefusalTest {
    private static final DriverOptions SHORT = new DriverOptions(Duration.ofMillis(200));
    private static final PatchDriver DRIVER = new UpatchPlugin().driver();

    @TempDir
    Path folder;

    private static void assertRefused(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Kind kind, String id) {
        assertThatThrownBy(call).isInstanceOfSatisfying(PatchException.class, e -> {
            assertThat(e.id()).as(e.getMessage()).isEqualTo(id);
            assertThat(e.kind()).isEqualTo(kind);
            assertThat(e.remedy()).isNotBlank();
        });
    }

    private static final String WAITING = """
            #include <signal.h>
            #include <stdio.h>
            #include <unistd.h>
            volatile sig_atomic_t go;
            volatile int answer;
            static void on_signal(int s) { (void) s; go = 1; }
            __attribute__((noinline)) int work(int x) {
                printf("inside\\n"); fflush(stdout);
                while (!go) pause();
                go = 0;
                return x + ANSWER;
            }
            int main(void) {
                signal(SIGUSR1, on_signal);
                printf("ready\\n"); fflush(stdout);
                for (;;) {
                    answer = work(answer & 1);
                    printf("left %d\\n", answer & ~1); fflush(stdout);
                    while (!go) pause();
                    go = 0;
                }
            }
            """;

    @Test
    void aFunctionOnTheStackIsReportedWithItsThreadAndGoesInOnceItHasLeft() throws Exception {
        SmallBuild build = new SmallBuild(folder)
                .with("waiting", WAITING.replace("ANSWER", "10"), WAITING.replace("ANSWER", "20"));
        BuiltPatch patch = build.build();
        try (StartedProgram program = StartedProgram.start(build.target(), folder)) {
            int pid = program.pid();
            program.await(() -> program.output().contains("inside"));
            DRIVER.load(patch.file(), pid, SHORT, Progress.NONE);

            assertThatThrownBy(() -> DRIVER.active(patch.file(), pid, SHORT, Progress.NONE))
                    .isInstanceOfSatisfying(PatchException.class, e -> {
                        assertThat(e.kind()).isEqualTo(Kind.BUSY);
                        assertThat(e.id()).isEqualTo("function-busy");
                        assertThat(e.getMessage()).contains("thread " + pid, "work");
                    });
            assertThat(DRIVER.status(patch.file(), pid)).isEqualTo(PatchState.DEACTIVED);

            program.signal("USR1");
            program.await(() -> program.output().contains("left 10"));
            DRIVER.active(patch.file(), pid, SHORT, Progress.NONE);
            program.signal("USR1");
            program.await(
                    () -> program.lines().stream().filter("inside"::equals).count() == 2);
            program.signal("USR1");
            program.await(() -> program.output().contains("left 20"));
            assertThat(program.alive()).isTrue();
        }
    }

    @Test
    void aFunctionTooSmallForTheJumpIsRefusedWhenThePatchIsBuilt() {
        // movl is too long: returning its argument is 3 bytes, as in `mov %edi,%eax; ret`.
        SmallBuild build = new SmallBuild(folder)
                .with(
                        "tiny",
                        "__attribute__((noinline, noipa)) int same(int x) { return x; }\n",
                        "__attribute__((noinline, noipa)) int same(int x) { return x * 3 + 1; }\n")
                .with("main", "int same(int); int main(void) { return same(0); }\n");
        assertRefused(build::build, Kind.REFUSED, "function-too-small");
        assertThat(folder.resolve("small.upatch")).doesNotExist();
    }

    @Test
    void changedDataIsRefusedWhenThePatchIsBuilt() {
        SmallBuild build = new SmallBuild(folder)
                .with(
                        "data",
                        "int limit = 5; int main(void) { return limit - 5; }\n",
                        "int limit = 6; int main(void) { return limit - 6; }\n");
        assertRefused(build::build, Kind.REFUSED, "data-changed");
    }

    @Test
    void buildsThatDoNotDifferGiveNoPatch() {
        SmallBuild build = new SmallBuild(folder).with("same", "int main(void) { return 0; }\n");
        assertRefused(build::build, Kind.REFUSED, "no-change");
    }

    @Test
    void aTargetThatWasNotLinkedFromTheBaseObjectsIsRefused() throws Exception {
        String program = "int twice(int x) { return x * FACTOR + 7; } int main(void) { return 0; }\n";
        SmallBuild build =
                new SmallBuild(folder).with("twice", program.replace("FACTOR", "2"), program.replace("FACTOR", "3"));
        build.build();
        // Another build of the target: same names, other code.
        Path other = folder.resolve("other.c");
        Files.writeString(other, program.replace("FACTOR", "5"));
        SmallBuild.run(
                java.util.List.of(
                        "gcc", "-O2", "-Wl,--build-id", "-o", build.target().toString(), other.toString()),
                folder);
        assertRefused(
                () -> new UpatchPlugin().builder().build(build.request(), Progress.NONE),
                Kind.REFUSED,
                "base-mismatch");
    }

    @Test
    void aFileThatIsNoPatchIsNamed() throws Exception {
        Path text = Files.writeString(
                folder.resolve("note.upatch"),
                "this is no patch at all, just a line of text, long enough for a header");
        assertRefused(() -> new UpatchPlugin().reader().read(text), Kind.TROUBLE, "patch-malformed");
        assertThat(new UpatchPlugin().reader().recognises(text)).isFalse();
    }

    @Test
    void aProcessThatHasEndedIsNamed() throws Exception {
        SmallBuild build = new SmallBuild(folder)
                .with("waiting", WAITING.replace("ANSWER", "10"), WAITING.replace("ANSWER", "20"));
        BuiltPatch patch = build.build();
        int pid;
        try (StartedProgram program = StartedProgram.start(build.target(), folder)) {
            pid = program.pid();
        }
        assertRefused(() -> DRIVER.load(patch.file(), pid, SHORT, Progress.NONE), Kind.TROUBLE, "process-vanished");
    }
}
