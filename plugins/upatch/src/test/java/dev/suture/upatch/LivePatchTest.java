package dev.suture.upatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.suture.examples.BuiltExample;
import dev.suture.examples.Load;
import dev.suture.examples.LoadResult;
import dev.suture.examples.RunningService;
import dev.suture.examples.TicketdExample;
import dev.suture.plugin.BuildRequest;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import dev.suture.plugin.TargetProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real service, patched and unpatched while it works. */
class LivePatchTest {
    private static final DriverOptions OPTIONS = new DriverOptions(Duration.ofSeconds(10));
    private static final PatchDriver DRIVER = new UpatchPlugin().driver();

    @TempDir
    static Path folder;

    private static BuiltExample example;
    private static BuiltPatch patch;

    @BeforeAll
    static void buildOnce() {
        example = TicketdExample.build(folder.resolve("ticketd"));
        patch = new UpatchPlugin()
                .builder()
                .build(
                        new BuildRequest(
                                "group-fare",
                                example.baseDir(),
                                example.patchedDir(),
                                example.baseBinary(),
                                Optional.empty(),
                                folder.resolve("group-fare.upatch")),
                        Progress.NONE);
    }

    private static void apply(int pid) {
        DRIVER.load(patch.file(), pid, OPTIONS, Progress.NONE);
        DRIVER.active(patch.file(), pid, OPTIONS, Progress.NONE);
    }

    private static void remove(int pid) {
        DRIVER.deactive(patch.file(), pid, OPTIONS, Progress.NONE);
        DRIVER.remove(patch.file(), pid, OPTIONS, Progress.NONE);
    }

    @Test
    void changesWhatARunningServiceAnswersAndBack() {
        try (RunningService service = RunningService.start(example.baseBinary(), 4)) {
            int pid = (int) service.pid();
            assertThat(service.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.BASE_ANSWER);
            assertThat(DRIVER.processes(patch.info()))
                    .extracting(TargetProcess::pid)
                    .contains(pid);
            assertThat(DRIVER.status(patch.file(), pid)).isEqualTo(PatchState.NOT_APPLIED);

            DRIVER.load(patch.file(), pid, OPTIONS, Progress.NONE);
            assertThat(DRIVER.status(patch.file(), pid)).isEqualTo(PatchState.DEACTIVED);
            assertThat(service.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.BASE_ANSWER);

            ChangeReport active = DRIVER.active(patch.file(), pid, OPTIONS, Progress.NONE);
            assertThat(active.threads()).isGreaterThanOrEqualTo(5);
            assertThat(active.frozen()).isPositive();
            assertThat(DRIVER.status(patch.file(), pid)).isEqualTo(PatchState.ACTIVED);
            assertThat(service.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.PATCHED_ANSWER);

            DRIVER.deactive(patch.file(), pid, OPTIONS, Progress.NONE);
            assertThat(DRIVER.status(patch.file(), pid)).isEqualTo(PatchState.DEACTIVED);
            assertThat(service.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.BASE_ANSWER);

            DRIVER.remove(patch.file(), pid, OPTIONS, Progress.NONE);
            assertThat(DRIVER.status(patch.file(), pid)).isEqualTo(PatchState.NOT_APPLIED);
        }
    }

    @Test
    void fiftyTimesInAndOutUnderLoadLosesNoRequestAndLeavesNoMapping() throws Exception {
        try (RunningService service = RunningService.start(example.baseBinary(), 4);
                Load load = Load.start(service, 4)) {
            int pid = (int) service.pid();
            assertThat(load.awaitMore(100, Duration.ofSeconds(10))).isTrue();
            List<String> before = mappings(pid);
            for (int cycle = 0; cycle < 50; cycle++) {
                apply(pid);
                assertThat(load.awaitMore(20, Duration.ofSeconds(10))).isTrue();
                remove(pid);
                assertThat(load.awaitMore(20, Duration.ofSeconds(10))).isTrue();
            }
            LoadResult result = load.stop();
            assertThat(result.firstError()).isEmpty();
            assertThat(result.errors()).isZero();
            assertThat(result.distinctAnswers())
                    .containsOnlyKeys(TicketdExample.BASE_ANSWER, TicketdExample.PATCHED_ANSWER);
            assertThat(service.isAlive()).isTrue();
            assertThat(mappings(pid)).isEqualTo(before);
        }
    }

    /** Those a patch could have left: code, and memory that is only read. glibc's arenas come and go meanwhile. */
    private static List<String> mappings(int pid) throws Exception {
        try (Stream<String> lines = Files.lines(Path.of("/proc/%d/maps".formatted(pid)))) {
            return lines.filter(l -> l.contains(" r-xp ") || l.contains(" r--p "))
                    .toList();
        }
    }

    @Test
    void applyingTwiceIsRefused() {
        try (RunningService service = RunningService.start(example.baseBinary(), 2)) {
            int pid = (int) service.pid();
            apply(pid);
            assertThatThrownBy(() -> apply(pid)).isInstanceOfSatisfying(PatchException.class, e -> {
                assertThat(e.kind()).isEqualTo(PatchException.Kind.REFUSED);
                assertThat(e.id()).isEqualTo("already-applied");
            });
            assertThat(service.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.PATCHED_ANSWER);
        }
    }

    @Test
    void anotherBuildOfTheTargetIsRefused() {
        try (RunningService service = RunningService.start(example.patchedBinary(), 2)) {
            int pid = (int) service.pid();
            assertThatThrownBy(() -> apply(pid)).isInstanceOfSatisfying(PatchException.class, e -> {
                assertThat(e.kind()).isEqualTo(PatchException.Kind.REFUSED);
                assertThat(e.id()).isEqualTo("build-id-mismatch");
                assertThat(e).hasMessageContaining("Nothing was changed");
            });
            assertThatThrownBy(() -> DRIVER.requireTarget(patch.info(), pid))
                    .isInstanceOfSatisfying(
                            PatchException.class, e -> assertThat(e.id()).isEqualTo("build-id-mismatch"));
            assertThat(service.request(TicketdExample.REQUEST)).isEqualTo(TicketdExample.PATCHED_ANSWER);
        }
    }
}
