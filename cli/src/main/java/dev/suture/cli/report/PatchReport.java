package dev.suture.cli.report;

import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Severity;
import dev.suture.diff.model.Status;
import dev.suture.manager.Outcome;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.StoreProblem;
import dev.suture.manager.StoredPatch;
import dev.suture.manager.WantedState;
import dev.suture.plugin.BuiltPatch;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchState;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Hot patches as text: what they hold, how they stand, what a change of processes took. */
public final class PatchReport {
    private final Palette palette;

    public PatchReport(Palette palette) {
        this.palette = palette;
    }

    /** A patch that was just built: what it replaces and what it brings along. */
    public void built(BuiltPatch patch, PrintWriter out) {
        info(patch.info(), patch.file(), out);
        carriedAndFound(patch.report(), out);
    }

    /** What hot patches bring along besides what they replace, and what the rules say of the comparison. */
    public void carriedAndFound(DiffReport report, PrintWriter out) {
        for (ObjectDiff object : report.objects()) {
            object.changes().stream()
                    .filter(c -> c.status() == Status.ADDED)
                    .forEach(c -> out.println("  %s  %s".formatted(palette.status(Status.ADDED, "carries"), added(c))));
        }
        findings(report, out);
    }

    /** What a patch says of itself. */
    public void info(StoredPatch patch, PrintWriter out) {
        info(patch.info(), patch.file(), out);
        patch.origin().ifPresent(o -> out.println("  package  " + o.label()));
    }

    private void info(PatchInfo info, Path file, PrintWriter out) {
        out.println("%s  %s, %d bytes".formatted(palette.bold(file.toString()), info.kind(), size(file)));
        out.println(
                "  for      %s, build-id %s, %s".formatted(info.targetName(), info.targetBuildId(), info.machine()));
        out.println("  id       %s, name %s".formatted(info.id(), info.name()));
        for (PatchInfo.PatchedFunction f : info.functions()) {
            out.println("  %s %s  %s"
                    .formatted(
                            palette.status(Status.CHANGED, "replaces"),
                            f.name(),
                            palette.dim("%d → %d bytes at 0x%x"
                                    .formatted(f.baseSize(), f.patchedSize(), f.baseAddress()))));
        }
    }

    private String added(Change change) {
        return "%s  %s"
                .formatted(
                        change.name(),
                        palette.dim(
                                "new %s, %d bytes".formatted(TextReport.word(change.kind()), change.patchedSize())));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the rules say of a comparison, without the notes. */
    public void findings(DiffReport report, PrintWriter out) {
        TextReport text = new TextReport(palette);
        report.objects().stream()
                .flatMap(o -> o.findings().stream())
                .filter(f -> f.severity() != Severity.NOTE)
                .forEach(f -> text.finding(f, out));
    }

    /** What a change of processes took. */
    public void outcome(Outcome outcome, PrintWriter out) {
        int count = outcome.processes().size();
        out.println("%s is %s (%d %s changed)"
                .formatted(
                        palette.bold(outcome.patch().label()),
                        state(outcome.state()),
                        count,
                        count == 1 ? "process" : "processes"));
        outcome.processes().forEach(p -> process(p, out));
    }

    /** A patch that was accepted. */
    public void accepted(Outcome outcome, PrintWriter out) {
        out.println("%s is %s; `suture restore --accepted` brings it back after a restart of the machine."
                .formatted(palette.bold(outcome.patch().label()), state(PatchState.ACCEPTED)));
    }

    /** What the change of one process took: its steps, and the freeze in one line. */
    public void process(ChangeReport report, PrintWriter out) {
        out.println("  process %d is %s".formatted(report.pid(), state(report.state())));
        int width =
                report.steps().stream().mapToInt(s -> s.text().length()).max().orElse(0);
        for (ChangeReport.Step step : report.steps()) {
            out.println("    %s  %s"
                    .formatted(
                            step.text() + " ".repeat(width - step.text().length()),
                            palette.dim("%8s".formatted(Times.milliseconds(step.took())))));
        }
        out.println("    " + freeze(report));
        report.notes().forEach(n -> out.println("    " + n));
    }

    /** How long the process stood still. */
    public String freeze(ChangeReport report) {
        return "%s (%d %s, %d ptrace calls), waited %s"
                .formatted(
                        palette.bold("frozen " + Times.milliseconds(report.frozen())),
                        report.threads(),
                        report.threads() == 1 ? "thread" : "threads",
                        report.traceCalls(),
                        Times.milliseconds(report.waited()));
    }

    /** How patches stand. */
    public void status(List<PatchStatus> statuses, PrintWriter out) {
        if (statuses.isEmpty()) {
            out.println("The store has no patches.");
        }
        for (PatchStatus status : statuses) {
            out.println("%s  %s%s  %s"
                    .formatted(
                            palette.bold(status.patch().label()),
                            state(status.state()),
                            asked(status),
                            palette.dim(status.patch().info().id() + of(status.patch()))));
            if (status.processes().isEmpty()) {
                out.println("  no running process of this build of "
                        + status.patch().info().targetName());
            }
            for (PatchStatus.ProcessState p : status.processes()) {
                String label = "%-11s".formatted(p.state().label());
                out.println("  %7d  %s  %2d %s  %s%s"
                        .formatted(
                                p.process().pid(),
                                paint(p.state(), label),
                                p.process().threads(),
                                p.process().threads() == 1 ? "thread " : "threads",
                                p.process().command(),
                                wanted(p.state(), p.wanted())));
            }
        }
    }

    /** Told only where a process is something else than it should be, or none runs. */
    private String asked(PatchStatus status) {
        boolean asItShould = status.processes().stream().allMatch(p -> p.state() == p.wanted());
        boolean runs = !status.processes().isEmpty();
        return asItShould && runs ? "" : wanted(status.state(), status.wanted());
    }

    /** Told only where it is something else; a process that never had a patch which is off now lacks nothing. */
    private String wanted(PatchState state, PatchState wanted) {
        boolean lacksNothing = state == PatchState.NOT_APPLIED && wanted == PatchState.DEACTIVED;
        return state == wanted || lacksNothing ? "" : palette.bad(", wanted " + wanted.label());
    }

    /**
     * What the store holds, and what is installed besides.
     *
     * @param wanted what is wanted of the store's patches
     * @param installed the installed patches that the store does not have
     */
    public void list(
            List<StoredPatch> patches, List<WantedState> wanted, List<PatchStatus> installed, PrintWriter out) {
        if (patches.isEmpty() && installed.isEmpty()) {
            out.println("The store has no patches.");
        }
        for (StoredPatch patch : patches) {
            String asked = wanted.stream()
                    .filter(w -> w.patchId().equals(patch.id()) && w.state() != PatchState.NOT_APPLIED)
                    .map(w -> ", wanted " + w.state().label())
                    .findFirst()
                    .orElse("");
            out.println("%s%s, added %s%s".formatted(line(patch), asked, patch.added(), of(patch)));
        }
        installed.forEach(s -> out.println(
                "%s, %s, installed system-wide%s".formatted(line(s.patch()), state(s.state()), of(s.patch()))));
    }

    private String line(StoredPatch patch) {
        int count = patch.info().functions().size();
        return "%s  %s  %s, %d %s"
                .formatted(
                        palette.bold(patch.label()),
                        palette.dim(patch.info().id()),
                        patch.info().kind(),
                        count,
                        count == 1 ? "function" : "functions");
    }

    private static String of(StoredPatch patch) {
        return patch.origin().map(o -> ", of package " + o.label()).orElse("");
    }

    /** What is wrong with entries of the store. */
    public void problems(List<StoreProblem> problems, PrintWriter err) {
        for (StoreProblem problem : problems) {
            err.println("suture: " + problem.message());
            err.println("  → " + problem.remedy());
        }
    }

    private String state(PatchState state) {
        return paint(state, state.label());
    }

    private String paint(PatchState state, String text) {
        return switch (state) {
            case ACTIVED, ACCEPTED -> palette.good(text);
            case PARTLY_ACTIVED, UNKNOWN -> palette.bad(text);
            case DEACTIVED -> palette.status(Status.CHANGED, text);
            case NOT_APPLIED -> text;
        };
    }
}
