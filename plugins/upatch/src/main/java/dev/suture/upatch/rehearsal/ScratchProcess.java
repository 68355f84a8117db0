package dev.suture.upatch.rehearsal;

import dev.suture.plugin.PatchException;
import dev.suture.plugin.PatchException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A process that does nothing, for some time. A shell starts it and ends, so that it is no child of this one: the JDK would
 * collect the stops of a child.
 */
final class ScratchProcess implements AutoCloseable {
    private static final String COMMAND = "sleep 60 </dev/null >/dev/null 2>&1 & echo $!";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final int pid;

    private ScratchProcess(int pid) {
        this.pid = pid;
    }

    /** @throws PatchException (TROUBLE) if there is none to be had */
    static ScratchProcess start() {
        try {
            Process shell = new ProcessBuilder("sh", "-c", COMMAND)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            ScratchProcess process = new ScratchProcess(Integer.parseInt(answer));
            try {
                process.awaitSleep();
            } catch (IOException | RuntimeException e) {
                process.close();
                throw e;
            }
            return process;
        } catch (IOException | NumberFormatException e) {
            throw trouble(String.valueOf(e.getMessage()), e);
        }
    }

    int pid() {
        return pid;
    }

    /** The file it runs. */
    Path program() {
        try {
            return proc("exe").toRealPath();
        } catch (IOException e) {
            throw trouble(String.valueOf(e.getMessage()), e);
        }
    }

    /** Until it is past its start-up, and what that ran is in use no more. */
    private void awaitSleep() throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isAsleep()) {
            if (System.nanoTime() > end) {
                throw trouble("it does not come to rest", null);
            }
            Thread.onSpinWait();
        }
    }

    /** proc_pid_stat(5): the name of the program, and S where it waits. */
    private boolean isAsleep() throws IOException {
        return Files.readString(proc("stat")).contains("(sleep) S ");
    }

    private Path proc(String file) {
        return Path.of("/proc", Integer.toString(pid), file);
    }

    @Override
    public void close() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }

    private static PatchException trouble(String why, Exception cause) {
        return new PatchException(
                Kind.TROUBLE,
                "rehearsal",
                "There is no process to rehearse on: %s.".formatted(why),
                "None is needed; the first change only takes a little longer.",
                cause);
    }
}
