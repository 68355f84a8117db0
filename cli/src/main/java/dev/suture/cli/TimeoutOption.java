package dev.suture.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long a command is patient with a process. */
final class TimeoutOption {
    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "3s",
            converter = DurationConverter.class,
            description =
                    "How long to wait in each process for patched functions to be left, e.g. 500ms or 3s (default:"
                            + " ${DEFAULT-VALUE}).")
    private Duration timeout;

    Duration value() {
        return timeout;
    }
}
