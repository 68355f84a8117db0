package dev.suture.nativebridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvisoryLockTest {
    @TempDir
    Path folder;

    @Test
    void oneHasItAtATimeAlsoInOneProcess() throws Exception {
        Path file = Files.createFile(folder.resolve("lock"));
        AdvisoryLock held = AdvisoryLock.tryLock(file).orElseThrow();
        assertThat(AdvisoryLock.tryLock(file)).isEmpty();
        // Opening and closing the file elsewhere must not let it go, as it would a lock of fcntl(2).
        Files.readAllBytes(file);
        assertThat(AdvisoryLock.tryLock(file)).isEmpty();
        held.close();
        AdvisoryLock next = AdvisoryLock.tryLock(file).orElseThrow();
        held.close(); // The second time does nothing, above all not to a descriptor that is another's by now.
        assertThat(AdvisoryLock.tryLock(file)).isEmpty();
        next.close();
    }

    @Test
    void theLockOfAProcessThatDiesIsFree() throws Exception {
        Path file = Files.createFile(folder.resolve("lock"));
        Process holder = new ProcessBuilder(
                        "flock", "--no-fork", file.toString(), "sh", "-c", "echo held; exec sleep 60")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            assertThat(AdvisoryLock.tryLock(file)).isEmpty();
        } finally {
            holder.destroyForcibly().waitFor();
        }
        AdvisoryLock.tryLock(file).orElseThrow().close();
    }

    @Test
    void aProcessCanBeLockedByItsFolderInProc() throws Exception {
        Path process = Path.of("/proc/" + ProcessHandle.current().pid());
        try (AdvisoryLock held = AdvisoryLock.tryLock(process).orElseThrow()) {
            Process other = new ProcessBuilder("flock", "--nonblock", process.toString(), "true").start();
            assertThat(other.waitFor()).as("held: " + held).isEqualTo(1);
        }
        assertThat(new ProcessBuilder("flock", "--nonblock", process.toString(), "true")
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void whatIsNotThereCannotBeLocked() {
        assertThatThrownBy(() -> AdvisoryLock.tryLock(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }
}
