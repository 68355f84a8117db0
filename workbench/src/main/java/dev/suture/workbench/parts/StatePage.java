package dev.suture.workbench.parts;

import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Problem;
import dev.suture.workbench.text.Messages;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/** What stands where there is nothing to show: empty, busy or failed, and what to do about it. */
public final class StatePage extends VBox {
    private StatePage(Node... children) {
        super(children);
        getStyleClass().add("state-page");
        setAlignment(Pos.CENTER);
    }

    /** Nothing here, and why; buttons for what can be done about it. */
    public static StatePage empty(Icons icon, String title, String text, Button... actions) {
        return new StatePage(
                Nodes.styled(icon.node(), "state-icon"),
                Nodes.paragraph(title, "state-title"),
                Nodes.paragraph(text, "state-text"),
                row(actions));
    }

    /** Work goes on, with what it does and how far it is. */
    public static StatePage busy(String title, Job job, Button... actions) {
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(job.fraction());
        bar.setMaxWidth(320);
        Label step = Nodes.label("", "state-text");
        step.textProperty().bind(Bindings.concat(job.step()));
        return new StatePage(Nodes.paragraph(title, "state-title"), bar, step, row(actions));
    }

    /** A failure: what, why, what to do, and buttons to do it with. */
    public static StatePage failed(Problem problem, Messages messages, Button... actions) {
        VBox remedy = Nodes.styled(
                new VBox(
                        Nodes.label(messages.text("problem.remedy"), "eyebrow"),
                        Nodes.paragraph(problem.remedy(), "state-remedy-text")),
                "state-remedy");
        StatePage page = new StatePage(
                Nodes.styled(Icons.FAILED.node(), "state-icon", "danger"),
                Nodes.paragraph(problem.what(), "state-title"),
                Nodes.paragraph(problem.why(), "state-text"),
                remedy,
                row(actions));
        page.setId("problem-page");
        return page;
    }

    private static HBox row(Button... actions) {
        HBox buttons = Nodes.styled(new HBox(actions), "state-actions");
        buttons.setAlignment(Pos.CENTER);
        return buttons;
    }
}
