package dev.suture.nativebridge;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Lets the threads of the virtual machine go before others that all of its threads wait for now and then: those that collect
 * garbage. A {@link Precedence} of other threads is worth little without it.
 */
public final class VmPrecedence {
    private static final Path TASKS = Path.of("/proc/self/task");
    private static final int SCHED_OTHER = 0;
    private static final int SCHED_FIFO = 1;
    private static final int SCHED_RESET_ON_FORK = 0x40000000;

    private VmPrecedence() {}

    /** For as long as this program runs; where the rights do not suffice (CAP_SYS_NICE), nothing changes. */
    public static void take() {
        Memory priority = new Memory(Integer.BYTES);
        priority.setInt(0, 1);
        try (Stream<Path> tasks = Files.list(TASKS)) {
            tasks.filter(VmPrecedence::isWaitedFor)
                    .mapToInt(task -> Integer.parseInt(task.getFileName().toString()))
                    .filter(tid -> Libc.sched_getscheduler(tid) == SCHED_OTHER)
                    .forEach(tid -> Libc.sched_setscheduler(
                            tid, SCHED_FIFO | SCHED_RESET_ON_FORK, Pointer.nativeValue(priority)));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot list Suture's own threads in " + TASKS + ".", e);
        }
    }

    private static boolean isWaitedFor(Path task) {
        try {
            String name = Files.readString(task.resolve("comm")).strip();
            return name.equals("VM Thread") || name.startsWith("GC Thread");
        } catch (IOException e) {
            return false; // it has ended
        }
    }
}
