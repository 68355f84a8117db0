package dev.suture.cli;

import dev.suture.diff.DiffEngine;
import dev.suture.diff.DiffOptions;
import dev.suture.diff.DiffOptions.LineNumberFilter;
import dev.suture.diff.DiffProgress;
import dev.suture.diff.TreeDiff;
import dev.suture.diff.judge.UserspaceRules;
import dev.suture.diff.model.DiffReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How two builds are compared. */
final class ComparisonOptions {
    @Option(
            names = "--line-number-filter",
            negatable = true,
            description = "Set aside (or do not) what differs in line numbers only (default: for kernel objects).")
    private Optional<Boolean> lineNumberFilter;

    /** Compares as the options say; on a terminal with a line that tells how far it is. */
    DiffReport compare(Path base, Path patched, Surroundings surroundings, PrintWriter err) {
        LineNumberFilter lines = lineNumberFilter
                .map(on -> on ? LineNumberFilter.ON : LineNumberFilter.OFF)
                .orElse(DiffOptions.DEFAULT.lineNumberFilter());
        TreeDiff diff = new TreeDiff(new DiffEngine(UserspaceRules.all(), new DiffOptions(lines)));
        if (!surroundings.errorTerminal()) {
            return diff.compare(base, patched, DiffProgress.NONE);
        }
        try (ProgressLine progress = new ProgressLine(new LiveLine(err), surroundings.cancellation())) {
            return diff.compare(base, patched, progress);
        }
    }
}
