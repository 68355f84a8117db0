package dev.suture.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What the standard streams are connected to. */
final class Terminal {
    private static final int DEFAULT_COLUMNS = 120;

    private Terminal() {}

    /** Whether it is a terminal; System.console() would say so too, but loads a line editor to find out. */
    static boolean isStandardOutput() {
        return isTerminal(1);
    }

    /** Whether standard error is one, so that progress can be drawn there and wiped again. */
    static boolean isStandardError() {
        return isTerminal(2);
    }

    private static boolean isTerminal(int descriptor) {
        try {
            // proc_pid_fd(5): a link to what the descriptor is open on.
            String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty") || file.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** The width the launcher found, in characters. */
    static int columns() {
        return Math.max(60, Integer.getInteger("suture.columns", DEFAULT_COLUMNS));
    }

    /** The NO_COLOR convention, and terminals that know no colours. */
    static boolean wantsColour(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
    }
}
