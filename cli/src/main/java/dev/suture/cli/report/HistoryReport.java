package dev.suture.cli.report;

import dev.suture.manager.HistoryEntry;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was done, as text. */
public final class HistoryReport {
    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Palette palette;

    public HistoryReport(Palette palette) {
        this.palette = palette;
    }

    /** A line for each entry, and below it what became of each process, or why it failed. */
    public void entries(List<HistoryEntry> entries, PrintWriter out) {
        if (entries.isEmpty()) {
            out.println("Nothing was done with patches of the store yet.");
        }
        for (HistoryEntry entry : entries) {
            String where = entry.pids().isEmpty()
                    ? ""
                    : " in " + entry.pids().stream().map(String::valueOf).collect(Collectors.joining(", "));
            out.println("%s  %s  %s %s%s  %s  %s"
                    .formatted(
                            palette.dim(WHEN.format(entry.started())),
                            entry.by(),
                            entry.what(),
                            palette.bold(entry.patch()),
                            where,
                            result(entry),
                            palette.dim(Times.milliseconds(entry.took()))));
            entry.processes()
                    .forEach(p -> out.println("  %d  %s  %s"
                            .formatted(
                                    p.pid(),
                                    p.state().label(),
                                    palette.dim("frozen %s, waited %s"
                                            .formatted(
                                                    Times.milliseconds(p.frozen()), Times.milliseconds(p.waited()))))));
            entry.failure()
                    .ifPresent(f ->
                            out.println("  " + f.message().lines().findFirst().orElse(f.id())));
        }
    }

    private String result(HistoryEntry entry) {
        return entry.result() == HistoryEntry.Result.DONE
                ? palette.good(entry.state().map(s -> s.label()).orElse("done"))
                : palette.bad(entry.result().name().toLowerCase(Locale.ROOT));
    }
}
