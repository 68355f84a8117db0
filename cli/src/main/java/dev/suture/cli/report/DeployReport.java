package dev.suture.cli.report;

import dev.suture.manager.CheckReport;
import dev.suture.manager.PlannedStep;
import dev.suture.manager.RecoveryReport;
import dev.suture.manager.SavedStates;
import dev.suture.manager.StoredPatch;
import dev.suture.manager.SweepReport;
import dev.suture.manager.TargetReport;
import dev.suture.manager.WantedState;
import dev.suture.plugin.PreflightCheck;
import dev.suture.plugin.PreflightCheck.Result;
import dev.suture.plugin.TargetProcess;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What would be done to processes, what speaks against it, and what became of more than one change, as text. */
public final class DeployReport {
    private final Palette palette;

    public DeployReport(Palette palette) {
        this.palette = palette;
    }

    /** What would be done. */
    public void steps(List<PlannedStep> steps, PrintWriter out) {
        if (steps.isEmpty()) {
            out.println("There is nothing to do.");
            return;
        }
        out.println("Dry run: nothing is changed. These steps would be made:");
        int number = 1;
        for (PlannedStep step : steps) {
            out.println("%3d. %s".formatted(number++, step(step)));
        }
    }

    private String step(PlannedStep step) {
        String where = step.pid()
                .map(pid -> "%s, process %d (%s): ".formatted(step.patch(), pid, step.command()))
                .orElse(step.patch() + ": ");
        String change = step.from()
                .flatMap(from -> step.to().map(to -> "%s → %s  ".formatted(from.label(), to.label())))
                .orElse("");
        return palette.bold(where) + change + step.text();
    }

    /** What was looked at before a patch is applied. */
    public void check(CheckReport report, PrintWriter out) {
        out.println("%s  %s"
                .formatted(
                        palette.bold(report.patch().label()),
                        palette.dim(report.patch().id())));
        report.checks().forEach(c -> check(c, "  ", out));
        for (CheckReport.ProcessChecks process : report.processes()) {
            out.println("  process %d  %s"
                    .formatted(
                            process.process().pid(),
                            palette.dim(process.process().command())));
            process.checks().forEach(c -> check(c, "    ", out));
        }
        List<PreflightCheck> all = Stream.concat(
                        report.checks().stream(), report.processes().stream().flatMap(p -> p.checks().stream()))
                .toList();
        out.println("  %d passed, %d failed, %d skipped"
                .formatted(count(all, Result.PASSED), count(all, Result.FAILED), count(all, Result.SKIPPED)));
    }

    private static long count(List<PreflightCheck> checks, Result result) {
        return checks.stream().filter(c -> c.result() == result).count();
    }

    private void check(PreflightCheck check, String indent, PrintWriter out) {
        String word = "%-8s".formatted(check.result().name().toLowerCase(Locale.ROOT));
        String painted = switch (check.result()) {
            case PASSED -> palette.good(word);
            case FAILED -> palette.bad(word);
            case SKIPPED -> palette.dim(word);
        };
        String detail = check.detail().isEmpty() ? "" : ": " + check.detail();
        out.println(indent + painted + check.what() + detail + palette.dim("  [" + check.id() + "]"));
        if (!check.remedy().isEmpty()) {
            out.println(indent + " ".repeat(word.length()) + "→ " + check.remedy());
        }
    }

    /** The ELFs that patches are for. */
    public void targets(List<TargetReport> targets, PrintWriter out) {
        if (targets.isEmpty()) {
            out.println("The store has no patches.");
        }
        for (TargetReport target : targets) {
            out.println("%s  %s".formatted(palette.bold(target.name()), palette.dim("build-id " + target.buildId())));
            target.files().forEach(f -> out.println("  file     " + f));
            target.patches()
                    .forEach(p -> out.println("  patch    %s  %s"
                            .formatted(p.patch().label(), p.state().label())));
            for (TargetProcess process : target.processes()) {
                out.println("  process  %d  %d %s  %s"
                        .formatted(
                                process.pid(),
                                process.threads(),
                                process.threads() == 1 ? "thread" : "threads",
                                process.command()));
            }
            if (target.processes().isEmpty()) {
                out.println("  no running process of this build");
            }
        }
    }

    /** What a sweep changed, and what it could not. */
    public void sweep(SweepReport report, PatchReport patches, PrintWriter out, PrintWriter err) {
        report.changed().forEach(o -> patches.outcome(o, out));
        if (report.changed().isEmpty() && report.failures().isEmpty()) {
            out.println("There is nothing to do: all processes are as they should be.");
        }
        out.flush();
        for (SweepReport.Failure failure : report.failures()) {
            String where =
                    failure.pid().map(pid -> "process %d: ".formatted(pid)).orElse("");
            err.println("suture: %s: %s%s".formatted(failure.patch(), where, failure.message()));
            err.println("  → " + failure.remedy());
        }
    }

    /** What became of changes that were cut off. */
    public void recovery(RecoveryReport report, PrintWriter out, PrintWriter err) {
        if (report.entries().isEmpty() && report.problems().isEmpty()) {
            out.println("No change was cut off.");
        }
        for (RecoveryReport.Entry entry : report.entries()) {
            if (entry.failure().isEmpty()) {
                out.println(palette.bold("%-8s".formatted(entry.result().name().toLowerCase(Locale.ROOT))) + " "
                        + entry.message());
            }
        }
        out.flush();
        for (RecoveryReport.Entry entry : report.entries()) {
            entry.failure().ifPresent(why -> {
                err.println("suture: " + entry.message());
                err.println("  → " + why.remedy());
            });
        }
    }

    /**
     * What was saved, or would be.
     *
     * @param patches the store's, for their names
     */
    public void saved(SavedStates saved, List<StoredPatch> patches, boolean dryRun, PrintWriter out) {
        out.println(
                dryRun
                        ? "Dry run: nothing is written. These states would be saved:"
                        : "Saved: the states of %d %s."
                                .formatted(
                                        saved.patches().size(), saved.patches().size() == 1 ? "patch" : "patches"));
        for (WantedState state : saved.patches()) {
            out.println("  %-11s  %s".formatted(state.state().label(), label(state, patches)));
        }
    }

    private static String label(WantedState state, List<StoredPatch> patches) {
        return patches.stream()
                .filter(p -> p.id().equals(state.patchId()))
                .map(StoredPatch::label)
                .findFirst()
                .orElse(state.patchId());
    }
}
