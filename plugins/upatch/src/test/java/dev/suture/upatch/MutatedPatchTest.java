package dev.suture.upatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Patch files that were cut or damaged: whatever they say, only a PatchException comes out, and nothing else. */
class MutatedPatchTest {
    private static final DriverOptions OPTIONS = new DriverOptions(Duration.ofSeconds(10));
    private static final PatchDriver DRIVER = new UpatchPlugin().driver();
    private static final byte[] VALUES = {0, 1, 4, 16, 0x7f, (byte) 0x80, (byte) 0xff};

    @TempDir
    Path folder;

    @Test
    void damagedFilesAreRefusedOrLoadedButNeverTripTheDriver() throws Exception {
        ProgramCase program = ProgramCase.read(Path.of("src/test/resources/cases/hidden.c"))
                .findFirst()
                .orElseThrow();
        program.compile(folder);
        program.link(folder);
        byte[] good = Files.readAllBytes(program.patch(folder).file());
        Path damaged = folder.resolve("damaged.upatch");
        Random random = new Random(20261122);
        try (StartedProgram running = StartedProgram.start(program.program(folder), folder)) {
            for (int length = 0; length < good.length; length += 97) {
                tryOut(damaged, Arrays.copyOf(good, length), running.pid());
            }
            for (int round = 0; round < 1500; round++) {
                byte[] bytes = good.clone();
                int changes = 1 + random.nextInt(3);
                for (int i = 0; i < changes; i++) {
                    // The headers and tables at both ends hold the most that can be wrong.
                    bytes[random.nextInt(bytes.length)] = VALUES[random.nextInt(VALUES.length)];
                }
                tryOut(damaged, bytes, running.pid());
            }
            assertThat(running.alive()).isTrue();
        }
    }

    /** Loads, which jumps nowhere yet, and takes out again. */
    private static void tryOut(Path file, byte[] bytes, int pid) throws Exception {
        // A new file each time: the last one may still be mapped.
        Files.deleteIfExists(file);
        Files.write(file, bytes);
        try {
            DRIVER.load(file, pid, OPTIONS, Progress.NONE);
            assertThat(DRIVER.status(file, pid)).isEqualTo(PatchState.DEACTIVED);
            DRIVER.remove(file, pid, OPTIONS, Progress.NONE);
        } catch (PatchException e) {
            assertThat(e.getMessage()).isNotBlank();
            assertThat(e.remedy()).isNotBlank();
        }
    }
}
