package dev.suture.report.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.suture.diff.item.ItemKind;
import dev.suture.diff.model.Change;
import dev.suture.diff.model.DiffReport;
import dev.suture.diff.model.Finding;
import dev.suture.diff.model.ObjectDiff;
import dev.suture.diff.model.Status;
import dev.suture.report.view.Names;
import dev.suture.report.view.ObjectView;
import dev.suture.report.view.ReportView;
import dev.suture.report.view.Side;
import java.util.List;
import java.util.Locale;

/** A comparison as JSON, for scripts. Fields are only ever added within one {@code schemaVersion}. */
public final class DiffJson {
    private static final int SCHEMA_VERSION = 1;
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private DiffJson() {}

    /** A comparison; {@code docs/diff.schema.json} describes it. */
    public static String of(ReportView view) throws JsonProcessingException {
        DiffReport report = view.report();
        ObjectNode root = JSON.createObjectNode().put("schemaVersion", SCHEMA_VERSION);
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
        return JSON.writeValueAsString(root);
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
            node.put(status.name().toLowerCase(Locale.ROOT), report.count(kind, status));
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
}
