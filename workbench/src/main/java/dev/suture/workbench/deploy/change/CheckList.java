package dev.suture.workbench.deploy.change;

import dev.suture.manager.CheckReport.ProcessChecks;
import dev.suture.manager.PlannedStep;
import dev.suture.plugin.PreflightCheck;
import dev.suture.plugin.PreflightCheck.Result;
import dev.suture.workbench.deploy.service.Preview;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Messages;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** What was looked at before a change, and what would be done. */
final class CheckList extends VBox {
    private final Messages messages;

    CheckList(Preview preview, Messages messages) {
        this.messages = messages;
        setId("check-list");
        getStyleClass().add("check-list");
        if (!preview.general().isEmpty()) {
            getChildren().add(counts(preview));
            getChildren().add(group(messages.text("deploy.checks.general"), preview.general()));
            for (ProcessChecks process : preview.processes()) {
                getChildren()
                        .add(group(
                                messages.text(
                                        "deploy.checks.process",
                                        String.valueOf(process.process().pid())),
                                process.checks()));
            }
        }
        if (!preview.steps().isEmpty()) {
            getChildren().add(steps(preview.steps()));
        }
    }

    private HBox counts(Preview preview) {
        HBox counts = Nodes.styled(new HBox(), "check-counts");
        for (Result result : Result.values()) {
            String key = result.name().toLowerCase(Locale.ROOT);
            // A count of none calls for no colour.
            String style = preview.count(result) > 0 ? "check-" + key : "check-none";
            Label count =
                    Nodes.label(messages.text("deploy.checks." + key, preview.count(result)), "check-count", style);
            count.setGraphic(icon(result));
            count.setMinWidth(USE_PREF_SIZE);
            counts.getChildren().add(count);
        }
        counts.setAlignment(Pos.CENTER_LEFT);
        return counts;
    }

    private static Node icon(Result result) {
        Icons icon = switch (result) {
            case PASSED -> Icons.DONE;
            case FAILED -> Icons.BLOCKER;
            case SKIPPED -> Icons.SKIPPED;
        };
        return Nodes.styled(icon.node(), "check-icon");
    }

    private VBox group(String title, List<PreflightCheck> checks) {
        VBox group = Nodes.styled(new VBox(Nodes.label(title, "eyebrow")), "check-group");
        // What failed stands where it is seen first.
        checks.stream()
                .sorted(Comparator.comparing((PreflightCheck c) -> c.result() != Result.FAILED))
                .forEach(c -> group.getChildren().add(check(c)));
        return group;
    }

    private HBox check(PreflightCheck check) {
        String result = check.result().name().toLowerCase(Locale.ROOT);
        VBox text = new VBox(Nodes.paragraph(check.what(), "check-what"));
        if (!check.detail().isEmpty()) {
            text.getChildren().add(Nodes.paragraph(check.detail(), "check-detail"));
        }
        if (!check.remedy().isEmpty()) {
            text.getChildren().add(Nodes.paragraph("\u2192 " + check.remedy(), "check-remedy"));
        }
        HBox.setHgrow(text, Priority.ALWAYS);
        HBox row = Nodes.styled(new HBox(icon(check.result()), text), "check-row", "check-" + result);
        row.setAccessibleText(messages.text(
                "deploy.checks.accessible",
                messages.text("deploy.checks.word." + result),
                check.what(),
                check.detail()));
        return row;
    }

    private VBox steps(List<PlannedStep> steps) {
        VBox group = Nodes.styled(new VBox(Nodes.label(messages.text("deploy.planned"), "eyebrow")), "check-group");
        Map<Integer, StringBuilder> byProcess = new TreeMap<>();
        for (PlannedStep step : steps) {
            StringBuilder text =
                    byProcess.computeIfAbsent(step.pid().orElse(Integer.MAX_VALUE), p -> new StringBuilder());
            text.append(text.isEmpty() ? "" : "\n").append(step.text());
        }
        byProcess.forEach((pid, text) -> {
            Label where = Nodes.label(
                    pid == Integer.MAX_VALUE ? messages.text("deploy.planned.store") : String.valueOf(pid), "code");
            where.getStyleClass().add("planned-where");
            where.setMinWidth(USE_PREF_SIZE);
            group.getChildren()
                    .add(Nodes.styled(new HBox(where, Nodes.paragraph(text.toString(), "check-what")), "planned-row"));
        });
        return group;
    }
}
