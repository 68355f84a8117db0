package dev.suture.upatch.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import dev.suture.upatch.UpatchPlugin;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RehearsalTest {
    private final PatchDriver driver = new UpatchPlugin().driver();

    @TempDir
    private Path folder;

    @Test
    void nothingIsLeftOfARehearsal() {
        new Rehearsal(driver, folder).run();
        assertThat(folder).isEmptyDirectory();
    }

    /** What is rehearsed is the real thing: a process stands still, and its code is written over and back. */
    @Test
    void aRealChangeIsMade() throws Exception {
        ProcessHandle handle;
        try (ScratchProcess process = ScratchProcess.start()) {
            handle = ProcessHandle.of(process.pid()).orElseThrow();
            Path patch = Files.write(folder.resolve("r.upatch"), RehearsalPatch.of(process.program()));
            driver.load(patch, process.pid(), DriverOptions.DEFAULT, Progress.NONE);
            ChangeReport active = driver.active(patch, process.pid(), DriverOptions.DEFAULT, Progress.NONE);
            assertThat(active.frozen()).isPositive();
            assertThat(driver.status(patch, process.pid())).isEqualTo(PatchState.ACTIVED);
            driver.remove(patch, process.pid(), DriverOptions.DEFAULT, Progress.NONE);
            assertThat(driver.status(patch, process.pid())).isEqualTo(PatchState.NOT_APPLIED);
        }
        handle.onExit().get(20, TimeUnit.SECONDS);
    }
}
