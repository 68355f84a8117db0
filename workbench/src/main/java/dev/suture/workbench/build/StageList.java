package dev.suture.workbench.build;

import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.text.Amounts;
import dev.suture.workbench.text.Clock;
import dev.suture.workbench.text.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.javafx.FontIcon;

/** The stages of a build: done, running and to come, each with its time. */
final class StageList extends VBox {
    private static final Duration READ_AS_CLOCK = Duration.ofSeconds(10);

    private final Messages messages;

    StageList(BuildModel model, Messages messages) {
        this.messages = messages;
        setId("build-stages");
        getStyleClass().add("stage-list");
        model.moment().addListener((o, was, is) -> draw(is));
        draw(model.moment().get());
    }

    private void draw(BuildMoment moment) {
        List<StageView> stages = moment.stages();
        if (getChildren().size() != stages.size()) {
            getChildren().setAll(stages.stream().map(s -> new Row()).toList());
        }
        for (int i = 0; i < stages.size(); i++) {
            ((Row) getChildren().get(i)).show(stages.get(i), moment);
        }
    }

    /** One stage; the same node while its time goes on. */
    private final class Row extends HBox {
        private final FontIcon icon = Nodes.styled(Icons.STEP.node(), "stage-icon");
        private final Label name = Nodes.label("", "stage-name");
        private final Label counted = Nodes.label("", "stage-counted", "muted");
        private final Label time = Nodes.label("", "stage-time");

        Row() {
            getStyleClass().setAll("stage-row");
            setAlignment(Pos.CENTER_LEFT);
            setAccessibleRole(AccessibleRole.TEXT);
            time.setMinWidth(USE_PREF_SIZE);
            name.setMinWidth(USE_PREF_SIZE);
            getChildren().addAll(icon, name, counted, Nodes.gap(), time);
        }

        void show(StageView view, BuildMoment moment) {
            String state = view.state().name().toLowerCase(Locale.ROOT).replace('_', '-');
            getStyleClass().setAll("stage-row", "stage-" + state);
            icon(view.state()).showIn(icon);
            name.setText(messages.text("build.stage."
                    + view.stage().name().toLowerCase(Locale.ROOT).replace('_', '-')));
            counted.setText(view.state() == StageView.State.RUNNING ? count(moment) : "");
            String note = messages.text("build.stage.state." + state);
            time.setText(
                    switch (view.state()) {
                        case DONE, FAILED -> took(view.took());
                        case RUNNING -> Clock.of(view.took());
                        case THERE_BEFORE -> note;
                        case LEFT -> view.took().isZero() ? "" : took(view.took());
                        case TO_COME -> "";
                    });
            setAccessibleText(name.getText() + ", " + note + " " + time.getText());
        }

        private String count(BuildMoment moment) {
            if (moment.count() == 0) {
                return "";
            }
            return moment.total() > 0
                    ? messages.text("build.stage.count.of", moment.count(), moment.total())
                    : messages.text("build.stage.count", moment.count());
        }
    }

    private static String took(Duration took) {
        return took.compareTo(READ_AS_CLOCK) < 0 ? Amounts.time(took) : Clock.of(took);
    }

    private static Icons icon(StageView.State state) {
        return switch (state) {
            case DONE -> Icons.DONE;
            case RUNNING -> Icons.BUSY;
            case FAILED -> Icons.FAILED;
            case LEFT, THERE_BEFORE -> Icons.DEACTIVE;
            case TO_COME -> Icons.STEP;
        };
    }
}
