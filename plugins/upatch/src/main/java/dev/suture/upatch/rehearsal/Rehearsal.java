package dev.suture.upatch.rehearsal;

import dev.suture.plugin.DriverOptions;
import dev.suture.plugin.PatchDriver;
import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import dev.suture.plugin.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Puts a patch into a process that nobody needs, and takes it out, again and again. */
public final class Rehearsal {
    /** Enough for the code of a change to be compiled. */
    private static final int ROUNDS = 20;
    /** Whoever waits for the first change waits for this too. */
    private static final Duration LONGEST = Duration.ofMillis(500);

    private final PatchDriver driver;

    public Rehearsal(PatchDriver driver) {
        this.driver = driver;
    }

    /** @throws PatchException if it could not; nothing is left behind all the same */
    public void run() {
        try (ScratchProcess process = ScratchProcess.start()) {
            Path patch = Files.createTempFile("suture-rehearsal-", ".upatch");
            try {
                Files.write(patch, RehearsalPatch.of(process.program()));
                long end = System.nanoTime() + LONGEST.toNanos();
                for (int round = 0; round < ROUNDS && (round == 0 || System.nanoTime() < end); round++) {
                    change(patch, process.pid());
                }
            } finally {
                Files.delete(patch);
            }
        } catch (IOException e) {
            throw new PatchException(
                    Kind.TROUBLE,
                    "rehearsal",
                    "The rehearsal could not be prepared: %s.".formatted(e.getMessage()),
                    "Check the temporary folder; the first change only takes a little longer.",
                    e);
        }
    }

    private void change(Path patch, int pid) {
        driver.load(patch, pid, DriverOptions.DEFAULT, Progress.NONE);
        driver.active(patch, pid, DriverOptions.DEFAULT, Progress.NONE);
        driver.status(patch, pid);
        driver.deactive(patch, pid, DriverOptions.DEFAULT, Progress.NONE);
        driver.remove(patch, pid, DriverOptions.DEFAULT, Progress.NONE);
    }
}
