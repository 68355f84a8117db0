package dev.suture.nativebridge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.suture.elf.ElfFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartHoldTest {
    @TempDir
    Path directory;

    @Test
    void first() throws Exception {
        Path source =
                Files.writeString(directory.resolve("t.c"), "#include <stdio.h>\nint main(){puts(\"hi\");return 7;}");
        Path binary = directory.resolve("t");
        assertThat(new ProcessBuilder("gcc", "-o", binary.toString(), source.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
        StartCode code = StartCode.of(ElfFile.open(binary)).orElseThrow();
        System.out.println(code);
        long t0 = System.nanoTime();
        try (StartHold hold = StartHold.open(Duration.ofSeconds(2))) {
            hold.add(code.in(binary));
            System.out.println("open " + (System.nanoTime() - t0) / 1000 + " us");
            Process shell = new ProcessBuilder("sh", "-c", "for i in $(seq 200); do " + binary + "; done").start();
            for (int n = 0; n < 200; ) {
                for (HeldStart start : hold.await()) {
                    long notice = start.age().toNanos() / 1000;
                    try (HeldStart.Seized seized = start.seize()) {
                        long stop = start.age().toNanos() / 1000;
                        assertThat(seized.atPlace()).isTrue();
                        long a = seized.tracee().mmap(0, 4096, 1, 0);
                        seized.tracee().munmap(a, 4096);
                        if (n > 190 || n < 5)
                            System.out.println(start.pid() + " notice " + notice + " stop " + stop + " calls "
                                    + start.age().toNanos() / 1000);
                    }
                    n++;
                }
            }
            assertThat(shell.waitFor()).isEqualTo(7);
        }
        System.out.println("closed");
    }
}
