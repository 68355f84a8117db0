package dev.suture.upatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that have to wait until a thread has left a function, and what is said of those that wait in vain. */
class BusyFunctionTest {
    private static final DriverOptions SHORT = new DriverOptions(Duration.ofMillis(200));
    private static final DriverOptions LONG = new DriverOptions(Duration.ofSeconds(30));
    private static final PatchDriver DRIVER = new UpatchPlugin().driver();

    /** Inside {@code work} from one signal to the next; between, it sleeps where no patch is. */
    private static final String WORK = """
            #include <signal.h>
            #include <stdio.h>
            #include <unistd.h>
            static volatile sig_atomic_t go;
            static void on_signal(int s) { (void) s; go = 1; }
            __attribute__((noinline)) static void wait_for_signal(void) { while (!go) usleep(1000); go = 0; }
            __attribute__((noinline)) int work(int x) {
                puts("inside");
                wait_for_signal();
                return x + ANSWER;
            }
            int main(void) {
                signal(SIGUSR1, on_signal);
                setvbuf(stdout, 0, _IOLBF, 0);
                puts("ready");
                for (;;) {
                    wait_for_signal();
                    printf("left %d\\n", work(0));
                }
            }
            """;

    @TempDir
    Path folder;

    @Test
    void aChangeIsMadeAsSoonAsTheThreadHasLeft() throws Exception {
        BuiltPatch patch = new SmallBuild(folder)
                .with("work", WORK.replace("ANSWER", "10"), WORK.replace("ANSWER", "20"))
                .build();
        try (StartedProgram program = StartedProgram.start(folder.resolve("program"), folder)) {
            int pid = program.pid();
            program.signal("USR1");
            program.await(() -> program.output().contains("inside"));
            DRIVER.load(patch.file(), pid, LONG, Progress.NONE);
            assertThatThrownBy(() -> DRIVER.active(patch.file(), pid, SHORT, Progress.NONE))
                    .isInstanceOfSatisfying(
                            PatchException.class,
                            e -> assertThat(e.getMessage())
                                    .contains("thread %d (program) will return to work+0x".formatted(pid))
                                    .contains("(program), called from main+0x", "__libc_start", "from "));
            CompletableFuture<ChangeReport> change =
                    CompletableFuture.supplyAsync(() -> DRIVER.active(patch.file(), pid, LONG, Progress.NONE));
            // Not a wait for anything: the change is to find the thread inside at first.
            Thread.sleep(300);
            assertThat(change).isNotDone();
            program.signal("USR1");
            ChangeReport report = change.get();
            assertThat(report.state()).isEqualTo(PatchState.ACTIVED);
            assertThat(report.waited()).isPositive();
            program.await(() -> program.output().contains("left 10"));
            program.signal("USR1");
            program.signal("USR1");
            program.await(
                    () -> program.lines().stream().filter("inside"::equals).count() == 2);
            program.signal("USR1");
            program.await(() -> program.output().contains("left 20"));
        }
    }

    private static final String CATCHES = """
            // flags: -O2
            // file: thrower
            int raise(int number) { throw number; }
            // file: case
            #include <cstdio>
            #include <unistd.h>
            int raise(int number);
            __attribute__((noinline)) int middle(int number) {
                try { return raise(number + PATCHED); } catch (int caught) { number = caught; }
                printf("waits%d\\n", number);
                if (PATCHED) for (;;) pause();
                return number;
            }
            extern "C" void step(void) { printf("left%d\\n", middle(1)); }
            """;

    @Test
    void aThreadInsideAPatchWithUnwindRecordsIsUnwoundThroughIt() throws Exception {
        Path file = Files.writeString(folder.resolve("catches.cc"), CATCHES);
        ProgramCase program = ProgramCase.read(file).findFirst().orElseThrow();
        program.compile(folder);
        program.link(folder);
        Path patch = program.patch(folder).file();
        try (StartedProgram running = StartedProgram.start(program.program(folder), folder)) {
            running.signal("USR1");
            running.await(() -> running.output().contains("left1"));
            DRIVER.load(patch, running.pid(), LONG, Progress.NONE);
            DRIVER.active(patch, running.pid(), LONG, Progress.NONE);
            running.signal("USR1");
            running.await(() -> running.output().contains("waits2"));
            assertThatThrownBy(() -> DRIVER.deactive(patch, running.pid(), SHORT, Progress.NONE))
                    .isInstanceOfSatisfying(
                            PatchException.class,
                            e -> assertThat(e.getMessage())
                                    .contains(
                                            "will return to the patch+0x",
                                            "(patch catches)",
                                            "called from step+0x",
                                            "main+0x"));
        }
    }
}
