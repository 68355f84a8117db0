package dev.suture.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.manager.CheckReport;
import dev.suture.manager.HistoryEntry;
import dev.suture.manager.Outcome;
import dev.suture.manager.PlannedStep;
import dev.suture.manager.RecoveryReport;
import dev.suture.manager.SavedStates;
import dev.suture.manager.SweepReport;
import dev.suture.manager.TargetReport;
import dev.suture.plugin.ChangeReport;
import dev.suture.plugin.PatchState;
import dev.suture.plugin.PreflightCheck;
import dev.suture.plugin.TargetProcess;
import java.time.Duration;
import java.util.List;

/** What was done to processes, or would be, as JSON. Fields are only ever added within one {@code schemaVersion}. */
public final class PatchJson {
    private PatchJson() {}

    /** Changes that were made. */
    public static String outcomes(List<Outcome> outcomes) throws JsonProcessingException {
        ObjectNode root = JsonReport.root();
        outcomes(outcomes, root.putArray("patches"));
        return JsonReport.write(root);
    }

    private static void outcomes(List<Outcome> outcomes, ArrayNode nodes) {
        for (Outcome outcome : outcomes) {
            ObjectNode node = nodes.addObject()
                    .put("id", outcome.patch().id())
                    .put("label", outcome.patch().label())
                    .put("state", outcome.state().label());
            ArrayNode processes = node.putArray("processes");
            outcome.processes().forEach(p -> process(p, processes.addObject()));
        }
    }

    private static void process(ChangeReport report, ObjectNode node) {
        node.put("pid", report.pid()).put("state", report.state().label());
        ArrayNode steps = node.putArray("steps");
        report.steps()
                .forEach(s -> steps.addObject().put("text", s.text()).put("milliseconds", milliseconds(s.took())));
        node.put("frozenMilliseconds", milliseconds(report.frozen()))
                .put("waitedMilliseconds", milliseconds(report.waited()))
                .put("threads", report.threads())
                .put("traceCalls", report.traceCalls());
        ArrayNode notes = node.putArray("notes");
        report.notes().forEach(notes::add);
    }

    private static double milliseconds(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    /** Steps that would be made. */
    public static String steps(List<PlannedStep> steps) throws JsonProcessingException {
        ObjectNode root = JsonReport.root().put("dryRun", true);
        ArrayNode nodes = root.putArray("steps");
        for (PlannedStep step : steps) {
            nodes.addObject()
                    .put("patch", step.patch())
                    .put("pid", step.pid().orElse(null))
                    .put("text", step.text())
                    .put("from", step.from().map(PatchState::label).orElse(null))
                    .put("to", step.to().map(PatchState::label).orElse(null));
        }
        return JsonReport.write(root);
    }

    /** Checks. */
    public static String checks(List<CheckReport> reports) throws JsonProcessingException {
        ObjectNode root = JsonReport.root();
        ArrayNode nodes = root.putArray("patches");
        for (CheckReport report : reports) {
            ObjectNode node = nodes.addObject();
            JsonReport.patch(report.patch(), node);
            node.put("failed", report.failed());
            checks(report.checks(), node.putArray("checks"));
            ArrayNode processes = node.putArray("processes");
            for (CheckReport.ProcessChecks process : report.processes()) {
                ObjectNode one = processes.addObject();
                process(process.process(), one);
                checks(process.checks(), one.putArray("checks"));
            }
        }
        return JsonReport.write(root);
    }

    private static void checks(List<PreflightCheck> checks, ArrayNode nodes) {
        checks.forEach(c -> nodes.addObject()
                .put("id", c.id())
                .put("what", c.what())
                .put("result", c.result().name())
                .put("detail", c.detail())
                .put("remedy", c.remedy()));
    }

    static void process(TargetProcess process, ObjectNode node) {
        node.put("pid", process.pid())
                .put("command", process.command())
                .put("threads", process.threads())
                .put("file", process.mappedFile())
                .put("user", process.user());
    }

    /** What was done. */
    public static String history(List<HistoryEntry> entries) throws JsonProcessingException {
        ObjectNode root = JsonReport.root();
        ArrayNode nodes = root.putArray("entries");
        for (HistoryEntry entry : entries) {
            ObjectNode node = nodes.addObject()
                    .put("started", entry.started().toString())
                    .put("by", entry.by())
                    .put("what", entry.what())
                    .put("patch", entry.patch())
                    .put("patchId", entry.patchId())
                    .put("milliseconds", milliseconds(entry.took()))
                    .put("result", entry.result().name())
                    .put("state", entry.state().map(PatchState::label).orElse(null));
            entry.pids().forEach(node.putArray("pids")::add);
            ArrayNode processes = node.putArray("processes");
            entry.processes()
                    .forEach(p -> processes
                            .addObject()
                            .put("pid", p.pid())
                            .put("state", p.state().label())
                            .put("threads", p.threads())
                            .put("frozenMilliseconds", milliseconds(p.frozen()))
                            .put("waitedMilliseconds", milliseconds(p.waited())));
            entry.failure()
                    .ifPresent(f -> node.putObject("failure")
                            .put("id", f.id())
                            .put("message", f.message())
                            .put("remedy", f.remedy()));
        }
        return JsonReport.write(root);
    }

    /** The ELFs that patches are for. */
    public static String targets(List<TargetReport> targets) throws JsonProcessingException {
        ObjectNode root = JsonReport.root();
        ArrayNode nodes = root.putArray("targets");
        for (TargetReport target : targets) {
            ObjectNode node = nodes.addObject().put("name", target.name()).put("buildId", target.buildId());
            ArrayNode files = node.putArray("files");
            target.files().forEach(files::add);
            ArrayNode patches = node.putArray("patches");
            target.patches()
                    .forEach(p -> patches.addObject()
                            .put("id", p.patch().id())
                            .put("label", p.patch().label())
                            .put("state", p.state().label())
                            .put("wanted", p.wanted().label()));
            ArrayNode processes = node.putArray("processes");
            target.processes().forEach(p -> process(p, processes.addObject()));
        }
        return JsonReport.write(root);
    }

    /** What a sweep came to. */
    public static String sweep(SweepReport report) throws JsonProcessingException {
        ObjectNode root = JsonReport.root();
        outcomes(report.changed(), root.putArray("patches"));
        ArrayNode failures = root.putArray("failures");
        report.failures()
                .forEach(f -> failures.addObject()
                        .put("patch", f.patch())
                        .put("pid", f.pid().orElse(null))
                        .put("kind", f.kind().name())
                        .put("id", f.id())
                        .put("message", f.message())
                        .put("remedy", f.remedy()));
        return JsonReport.write(root);
    }

    /** What became of changes that were cut off. */
    public static String recovery(RecoveryReport report) throws JsonProcessingException {
        ObjectNode root = JsonReport.root();
        ArrayNode entries = root.putArray("changes");
        for (RecoveryReport.Entry entry : report.entries()) {
            ObjectNode node = entries.addObject()
                    .put("patch", entry.patch())
                    .put("pid", entry.pid())
                    .put("action", entry.action().word())
                    .put("result", entry.result().name())
                    .put("message", entry.message());
            entry.failure()
                    .ifPresent(f ->
                            node.put("kind", f.kind().name()).put("id", f.id()).put("remedy", f.remedy()));
        }
        JsonReport.problems(report.problems(), root);
        return JsonReport.write(root);
    }

    /** What was saved, or would be. */
    public static String saved(SavedStates saved, boolean dryRun) throws JsonProcessingException {
        ObjectNode root = JsonReport.root().put("dryRun", dryRun).put("saved", saved.saved());
        ArrayNode patches = root.putArray("patches");
        saved.patches()
                .forEach(p -> patches.addObject()
                        .put("id", p.patchId())
                        .put("state", p.state().label())
                        .put("sequence", p.sequence()));
        return JsonReport.write(root);
    }
}
