package dev.suture.workbench.shell;

import dev.suture.diff.model.DiffReport;
import dev.suture.examples.TicketdExample;
import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.demo.LiveAnswersStrip;
import dev.suture.workbench.diff.DiffSettings;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.parts.StatePage;
import dev.suture.workbench.review.ReviewState;
import dev.suture.workbench.settings.SettingsFile;
import dev.suture.workbench.settings.SettingsKeeper;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Problem;
import dev.suture.workbench.text.Messages;
import java.util.function.UnaryOperator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;

/** The window: puts the views together and gives them their keys. Made and used on the FX thread. */
public final class WorkbenchWindow {
    private static final double WIDTH = 1440;
    private static final double HEIGHT = 900;

    private final Stage stage;
    private final WorkbenchModel model;
    private final Messages messages;
    private final BorderPane root = new BorderPane();
    private final StackPane content = new StackPane();
    private final ReviewPage review;
    private final Scene scene;
    private final Zoom zoom;
    private final BooleanProperty dark = new SimpleBooleanProperty(false);

    /** @param settings what the user chose earlier, and where choices are kept */
    public WorkbenchWindow(Stage stage, WorkbenchModel model, SettingsFile settings) {
        this.stage = stage;
        this.model = model;
        this.messages = model.messages();
        this.review = new ReviewPage(model);
        this.scene = new Scene(root, WIDTH, HEIGHT);
        this.zoom = new Zoom(root);
        root.getStyleClass().add("workbench");
        VBox top = new VBox(new Toolbar(model, this::switchTheme, this::toggleDeploy));
        root.setTop(top);
        root.setCenter(content);
        root.setBottom(new StatusStrip(model));
        content.getStyleClass().add("content");
        SettingsKeeper.keep(settings, model.background(), dark, model.diff().settings());
        dark.addListener((o, was, is) -> theme().apply(scene));
        theme().apply(scene);
        keys();
        model.review().state().addListener((o, was, is) -> {
            draw();
            if (is instanceof ReviewState.Ready) {
                review.focusTree();
            }
        });
        model.review().filter().setAsideShown().addListener((o, was, is) -> draw());
        model.preparation().addListener((o, was, is) -> draw());
        model.live()
                .addListener((o, was, is) -> is.ifPresent(l -> top.getChildren()
                        .add(new LiveAnswersStrip(
                                l.answers(),
                                "ticketd (pid %d)"
                                        .formatted(l.session().service().pid()),
                                TicketdExample.REQUEST,
                                messages))));
        draw();
    }

    /** Opens the window on a request. */
    public void show(Request request) {
        stage.setTitle(messages.text("window.title"));
        stage.setScene(scene);
        stage.setMinWidth(800);
        stage.setMinHeight(500);
        stage.show();
        model.open(request);
    }

    public Scene scene() {
        return scene;
    }

    /** Light to dark and back. */
    public void switchTheme() {
        dark.set(!dark.get());
    }

    private Theme theme() {
        return dark.get() ? Theme.DARK : Theme.LIGHT;
    }

    private void toggleDeploy() {
        if (model.review().report().filter(DiffReport::hasDifferences).isPresent()) {
            review.toggleDeploy();
        }
    }

    private void keys() {
        key(new KeyCodeCombination(KeyCode.F7), model.navigator()::next);
        key(new KeyCodeCombination(KeyCode.F7, KeyCombination.SHIFT_DOWN), model.navigator()::previous);
        key(control(KeyCode.F), review::focusFilter);
        key(control(KeyCode.E), () -> diff(s -> s.withAllRows(!s.allRows())));
        key(control(KeyCode.L), () -> diff(s -> s.withSource(!s.source())));
        key(control(KeyCode.U), () -> diff(s -> s.withUnified(!s.unified())));
        key(control(KeyCode.T), this::switchTheme);
        key(control(KeyCode.D), this::toggleDeploy);
        key(new KeyCodeCombination(KeyCode.F5), model.deploy()::look);
        for (KeyCode plus : new KeyCode[] {KeyCode.PLUS, KeyCode.EQUALS, KeyCode.ADD}) {
            key(new KeyCodeCombination(plus, KeyCombination.CONTROL_DOWN, KeyCombination.SHIFT_ANY), zoom::in);
        }
        for (KeyCode minus : new KeyCode[] {KeyCode.MINUS, KeyCode.SUBTRACT}) {
            key(control(minus), zoom::out);
        }
        key(control(KeyCode.DIGIT0), zoom::reset);
    }

    private void diff(UnaryOperator<DiffSettings> change) {
        model.diff().settings().set(change.apply(model.diff().settings().get()));
    }

    private static KeyCombination control(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.CONTROL_DOWN);
    }

    private void key(KeyCombination keys, Runnable action) {
        scene.getAccelerators().put(keys, action);
    }

    private void draw() {
        content.getChildren()
                .setAll(
                        switch (model.preparation().get()) {
                            case Preparation.Working(Job job) -> StatePage.busy(messages.text("demo.task"), job);
                            case Preparation.Failed(Problem problem) -> StatePage.failed(problem, messages);
                            case Preparation.Done() -> review();
                        });
    }

    private Node review() {
        return switch (model.review().state().get()) {
            case ReviewState.Idle() ->
                StatePage.empty(Icons.OBJECT, messages.text("idle.title"), messages.text("idle.text"));
            case ReviewState.Comparing(Job job) -> {
                Button cancel = new Button(messages.text("task.cancel"));
                cancel.setOnAction(e -> job.cancel());
                yield StatePage.busy(messages.text("task.compare"), job, cancel);
            }
            case ReviewState.Failed(Problem problem) -> {
                Button again = new Button(messages.text("problem.again"));
                again.setOnAction(e -> model.again());
                yield StatePage.failed(problem, messages, again);
            }
            case ReviewState.Ready(DiffReport report) ->
                report.hasDifferences()
                                || model.review().filter().setAsideShown().get()
                        ? review
                        : same(report);
        };
    }

    private Node same(DiffReport report) {
        int compared = report.objects().size() + report.identical();
        long setAside = model.review().counts().setAside();
        if (setAside == 0) {
            return StatePage.empty(Icons.SAME, messages.text("same.title"), messages.text("same.text", compared));
        }
        Button show = Nodes.named(new Button(messages.text("same.show", setAside)), "show-set-aside");
        show.setOnAction(e -> model.review().filter().setAsideShown().set(true));
        return StatePage.empty(
                Icons.SAME,
                messages.text("same.title.set-aside"),
                messages.text("same.set-aside", compared, setAside),
                show);
    }
}
