package dev.suture.source.trace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What one command of a build has started: also what left its parent and its session behind. */
final class StartedProcesses {
    /** In the environment of everything the command starts. */
    static final String MARKER = "SUTURE_BUILD";

    /** What make needs to remove a half-made file when it is asked to end. */
    private static final Duration POLITE = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String id;
    private final OptionalLong session;

    /**
     * @param id the value of {@link #MARKER}
     * @param session the session the command was started in, for those that clear their environment; empty if unknown
     */
    StartedProcesses(String id, OptionalLong session) {
        this.id = id;
        this.session = session;
    }

    /** Asks everything to end, then ends what has not. */
    void askToEnd() {
        List<ProcessHandle> left = left();
        left.forEach(ProcessHandle::destroy);
        long deadline = System.nanoTime() + POLITE.toNanos();
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            pause();
            left = left();
        }
        end();
    }

    /** Ends everything. */
    void end() {
        List<ProcessHandle> left = left();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        // What forks while it is being ended is found in the next round.
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            left.forEach(ProcessHandle::destroyForcibly);
            pause();
            left = left();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            // Ending what was started goes on; the interrupt is seen by whoever asks next.
            Thread.currentThread().interrupt();
        }
    }

    private List<ProcessHandle> left() {
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path entry : processes) {
                long pid = Long.parseLong(entry.getFileName().toString());
                if (pid != ProcessHandle.current().pid() && belongs(entry)) {
                    ProcessHandle.of(pid).filter(ProcessHandle::isAlive).ifPresent(found::add);
                }
            }
        } catch (IOException e) {
            session.stream()
                    .mapToObj(ProcessHandle::of)
                    .flatMap(Optional::stream)
                    .forEach(leader -> {
                        leader.descendants().forEach(found::add);
                        found.add(leader);
                    });
            found.removeIf(p -> !p.isAlive());
        }
        return found;
    }

    /** proc_pid_stat(5): state and session are the third and sixth fields; the name before them may hold anything. */
    private boolean belongs(Path entry) {
        try {
            String stat = Files.readString(entry.resolve("stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            boolean zombie = fields[0].equals("Z") || fields[0].equals("X");
            if (zombie) {
                return false;
            }
            return session.isPresent() && Long.parseLong(fields[3]) == session.getAsLong()
                    || environment(entry).contains(MARKER + "=" + id);
        } catch (IOException | RuntimeException e) {
            // It has ended meanwhile.
            return false;
        }
    }

    /** Empty where it is another user's. */
    private static String environment(Path entry) {
        try {
            return Files.readString(entry.resolve("environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
