package dev.suture.cli.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.cli.view.Names;
import dev.suture.cli.view.ObjectView;
import dev.suture.cli.view.ReportView;
import dev.suture.cli.view.Side;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.manager.PackageOrigin;
import dev.suture.manager.PatchStatus;
import dev.suture.manager.StoreProblem;
import dev.suture.manager.StoredPatch;
import dev.suture.manager.WantedState;
import dev.suture.plugin.PatchInfo;
import dev.suture.plugin.PatchState;
import java.util.List;

/** The same as JSON, for scripts. Fields are only ever added within one {@code schemaVersion}. */
public final class JsonReport {
    private static final int SCHEMA_VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private JsonReport() {}

    /** A comparison; {@code docs/diff.schema.json} describes it. */
    public static String of(ReportView view) throws JsonProcessingException {
        DiffReport report = view.report();
        ObjectNode root = root();
        side(Side.base(report), root.putObject("base"));
        side(Side.patched(report), root.putObject("patched"));
        root.put("patchable", report.patchable());
        root.put("filter", view.filter().isEverything() ? null : view.filter().text());
        ArrayNode objects = root.putArray("objects");
        view.objects().forEach(o -> object(o, objects.addObject()));
        ObjectNode summary = root.putObject("summary");
        counts(report, ItemKind.FUNCTION, summary.putObject("functions"));
        counts(report, ItemKind.DATA, summary.putObject("data"));
        summary.put(
                "unchanged",
                report.objects().stream().mapToLong(ObjectDiff::unchanged).sum());
        summary.put("identicalObjects", report.identical())
                .put("changes", view.total())
                .put("shown", view.shown())
                .put("suppressed", view.suppressed());
        if (!report.elapsed().isZero()) { // What is to come out the same each time does not tell.
            summary.put("elapsedMilliseconds", report.elapsed().toMillis());
        }
        return write(root);
    }

    private static void side(Side side, ObjectNode node) {
        node.put("path", side.path())
                .put("buildId", side.buildId().orElse(null))
                .put("machine", side.machine().orElse(null))
                .put("producer", side.producers().stream().findFirst().orElse(null));
        ArrayNode producers = node.putArray("producers");
        side.producers().forEach(producers::add);
    }

    private static void counts(DiffReport report, ItemKind kind, ObjectNode node) {
        for (Status status : List.of(Status.CHANGED, Status.ADDED, Status.DELETED)) {
            node.put(TextReport.word(status), report.count(kind, status));
        }
    }

    private static void object(ObjectView view, ObjectNode node) {
        node.put("name", view.object().name())
                .put("status", view.object().status().name());
        ArrayNode changes = node.putArray("changes");
        view.changes().forEach(c -> change(c, changes.addObject()));
        ArrayNode findings = node.putArray("findings");
        view.findings().forEach(f -> finding(f, findings.addObject()));
    }

    private static void change(Change change, ObjectNode node) {
        node.put("kind", change.kind().name())
                .put("name", change.name())
                .put("demangled", Names.readable(change.name()))
                .put("status", change.status().name())
                .put("section", change.item().section().name())
                .put("baseSize", change.baseSize())
                .put("patchedSize", change.patchedSize())
                .put("similarity", change.similarity())
                .put("pass", change.pass().orElse(null));
        ArrayNode reasons = node.putArray("reasons");
        change.reasons().forEach(r -> reasons.addObject().put("id", r.id()).put("text", r.text()));
        ArrayNode because = node.putArray("because");
        change.because().forEach(because::add);
        node.put("parent", change.parent().orElse(null))
                .put("suppressed", change.suppressed().orElse(null));
    }

    private static void finding(Finding finding, ObjectNode node) {
        node.put("id", finding.id())
                .put("severity", finding.severity().name())
                .put("item", finding.item())
                .put("text", finding.text())
                .put("remedy", finding.remedy());
    }

    /**
     * The patches of the store, with what is wanted of them, and the installed ones that it does not have, with their state.
     */
    public static String list(
            List<StoredPatch> patches,
            List<WantedState> wanted,
            List<PatchStatus> installed,
            List<StoreProblem> problems)
            throws JsonProcessingException {
        ObjectNode root = root();
        ArrayNode nodes = root.putArray("patches");
        for (StoredPatch patch : patches) {
            ObjectNode node = nodes.addObject();
            patch(patch, node);
            PatchState state = wanted.stream()
                    .filter(w -> w.patchId().equals(patch.id()))
                    .map(WantedState::state)
                    .findFirst()
                    .orElse(PatchState.NOT_APPLIED);
            node.put("wanted", state.label());
        }
        for (PatchStatus status : installed) {
            ObjectNode node = nodes.addObject();
            patch(status.patch(), node);
            node.put("state", status.state().label());
        }
        problems(problems, root);
        return write(root);
    }

    /** How patches stand. */
    public static String status(List<PatchStatus> statuses, List<StoreProblem> problems)
            throws JsonProcessingException {
        ObjectNode root = root();
        ArrayNode nodes = root.putArray("patches");
        for (PatchStatus status : statuses) {
            ObjectNode node = nodes.addObject();
            patch(status.patch(), node);
            node.put("state", status.state().label())
                    .put("wanted", status.wanted().label());
            ArrayNode processes = node.putArray("processes");
            for (PatchStatus.ProcessState p : status.processes()) {
                ObjectNode process = processes.addObject();
                PatchJson.process(p.process(), process);
                process.put("state", p.state().label()).put("wanted", p.wanted().label());
            }
        }
        problems(problems, root);
        return write(root);
    }

    static void patch(StoredPatch patch, ObjectNode node) {
        PatchInfo info = patch.info();
        node.put("id", info.id())
                .put("name", info.name())
                .put("label", patch.label())
                .put("kind", info.kind())
                .put("machine", info.machine())
                .put("target", info.targetName())
                .put("buildId", info.targetBuildId())
                .put("file", patch.file().toString())
                .put("added", patch.added().isEmpty() ? null : patch.added())
                .put("package", patch.origin().map(PackageOrigin::label).orElse(null))
                .put("installedOnly", patch.added().isEmpty());
        ArrayNode functions = node.putArray("functions");
        info.functions()
                .forEach(f -> functions
                        .addObject()
                        .put("name", f.name())
                        .put("baseAddress", f.baseAddress())
                        .put("baseSize", f.baseSize())
                        .put("patchedSize", f.patchedSize()));
    }

    static void problems(List<StoreProblem> problems, ObjectNode root) {
        ArrayNode nodes = root.putArray("problems");
        problems.forEach(p -> nodes.addObject()
                .put("folder", p.folder().toString())
                .put("message", p.message())
                .put("remedy", p.remedy()));
    }

    static ObjectNode root() {
        return JSON.createObjectNode().put("schemaVersion", SCHEMA_VERSION);
    }

    static String write(ObjectNode root) throws JsonProcessingException {
        return JSON.writeValueAsString(root);
    }
}
