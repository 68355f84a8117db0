package dev.suture.examples;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Starts programs that are no children of this one: the JDK waits for its children, and would take the stops from whoever
 * traces them.
 */
public final class DetachedProcess {
    private DetachedProcess() {}

    /**
     * Starts a program in a session of its own, with nothing to read.
     *
     * @param command the program and its arguments
     * @param output the file for all that it writes; made or emptied
     * @return empty if it ended at once
     * @throws IOException if the shell that starts it cannot be run
     */
    public static Optional<ProcessHandle> start(List<String> command, Path output) throws IOException {
        // The shell is no job-control shell, so its child leads no process group, setsid need not fork, and $! is
        // the program itself (setsid(1)).
        List<String> shell = new ArrayList<>(
                List.of("sh", "-c", "setsid \"$@\" >\"$0\" 2>&1 </dev/null & echo $!", output.toString()));
        shell.addAll(command);
        Process starter = new ProcessBuilder(shell)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String pid = new String(starter.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        return ProcessHandle.of(Long.parseLong(pid));
    }
}
