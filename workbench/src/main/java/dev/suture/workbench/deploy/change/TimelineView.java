package dev.suture.workbench.deploy.change;

import dev.suture.workbench.deploy.change.Timeline.Bar;
import dev.suture.workbench.deploy.change.Timeline.Lane;
import dev.suture.workbench.deploy.process.StateSign;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Amounts;
import dev.suture.workbench.text.Messages;
import java.time.Duration;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The steps of a change as bars on one axis of time, the freeze and the waiting apart from the work. */
final class TimelineView extends VBox {
    private final Timeline timeline;
    private final Messages messages;

    TimelineView(Timeline timeline, Messages messages) {
        this.timeline = timeline;
        this.messages = messages;
        setId("timeline");
        getStyleClass().add("timeline");
        timeline.lanes().forEach(l -> getChildren().add(lane(l)));
        if (!timeline.lanes().isEmpty()) {
            getChildren().add(legend());
        }
    }

    private VBox lane(Lane lane) {
        Label pid = Nodes.label(messages.text("deploy.checks.process", String.valueOf(lane.pid())), "eyebrow");
        Label state = Nodes.label(StateSign.text(lane.state()), "state-word", StateSign.style(lane.state()));
        HBox head = Nodes.styled(
                new HBox(
                        pid,
                        state,
                        Nodes.gap(),
                        Nodes.label(messages.text("deploy.threads", lane.threads()), "muted", "lane-threads")),
                "lane-head");
        head.setAlignment(Pos.CENTER_LEFT);
        VBox box = Nodes.styled(new VBox(head), "lane");
        lane.bars().forEach(b -> box.getChildren().add(row(b)));
        lane.notes().forEach(n -> box.getChildren().add(note(n)));
        return box;
    }

    private Node row(Bar bar) {
        Label text = Nodes.label(bar.text(), "step-text");
        text.setMinWidth(0);
        text.setTextOverrun(OverrunStyle.ELLIPSIS);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox head = Nodes.styled(new HBox(text), "step-row");
        head.setAlignment(Pos.CENTER_LEFT);
        if (bar.waited().isPositive()) {
            head.getChildren().add(amount("deploy.bar.waited", bar.waited(), "bar-waited-text"));
        }
        if (bar.frozen().isPositive()) {
            Label frozen = amount("deploy.bar.frozen", bar.frozen(), "bar-frozen-text");
            frozen.setGraphic(Nodes.styled(Icons.FROZEN.node(), "frozen-icon"));
            head.getChildren().add(frozen);
        }
        Label took = Nodes.label(Amounts.time(bar.took()), "step-time");
        took.setMinWidth(USE_PREF_SIZE);
        head.getChildren().add(took);
        VBox row = Nodes.styled(new VBox(head, new BarTrack(bar, timeline.longest())), "step");
        String told = messages.text(
                "deploy.bar.tip",
                bar.text(),
                Amounts.time(bar.took()),
                Amounts.time(bar.waited()),
                Amounts.time(bar.frozen()));
        row.setAccessibleText(told);
        Tooltip.install(row, new Tooltip(told));
        return row;
    }

    private Label amount(String key, Duration time, String style) {
        Label label = Nodes.label(messages.text(key, Amounts.time(time)), "bar-part", style);
        label.setMinWidth(USE_PREF_SIZE);
        return label;
    }

    private static Node note(String text) {
        HBox note = Nodes.styled(
                new HBox(Nodes.styled(Icons.NOTE.node(), "step-icon"), Nodes.paragraph(text, "check-detail")),
                "lane-note");
        HBox.setHgrow(note.getChildren().getLast(), Priority.ALWAYS);
        return note;
    }

    private HBox legend() {
        HBox legend = Nodes.styled(
                new HBox(
                        key("bar-worked", "deploy.legend.worked"),
                        key("bar-waited", "deploy.legend.waited"),
                        key("bar-frozen", "deploy.legend.frozen")),
                "timeline-legend");
        legend.setAlignment(Pos.CENTER_LEFT);
        return legend;
    }

    private Label key(String style, String text) {
        Label label = Nodes.label(messages.text(text), "muted", "legend-key");
        label.setGraphic(Nodes.styled(new javafx.scene.layout.Region(), "legend-swatch", style));
        return label;
    }
}
