package dev.suture.workbench.shell;

import dev.suture.diff.model.DiffReport;
import dev.suture.examples.TicketdExample;
import dev.suture.manager.WindowLauncher.Request;
import dev.suture.workbench.action.Actions;
import dev.suture.workbench.action.Keymap;
import dev.suture.workbench.action.Menus;
import dev.suture.workbench.action.PaletteModel;
import dev.suture.workbench.action.PaletteView;
import dev.suture.workbench.action.ShortcutsDialog;
import dev.suture.workbench.demo.LiveAnswersStrip;
import dev.suture.workbench.deploy.DeployPane;
import dev.suture.workbench.parts.AppIcon;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.parts.Nodes;
import dev.suture.workbench.parts.StatePage;
import dev.suture.workbench.review.ReviewState;
import dev.suture.workbench.settings.OpenReview;
import dev.suture.workbench.settings.SettingsFile;
import dev.suture.workbench.settings.SettingsKeeper;
import dev.suture.workbench.settings.ThemeChoice;
import dev.suture.workbench.settings.WindowSettings;
import dev.suture.workbench.start.StartPane;
import dev.suture.workbench.task.Job;
import dev.suture.workbench.task.Problem;
import dev.suture.workbench.text.Messages;
import java.nio.file.Path;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
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
import javafx.util.Duration;

/** The window: puts the views together and shows what the model is at. Made and used on the FX thread. */
public final class WorkbenchWindow {
    /** How long the user is to be at rest before what was changed is saved. */
    private static final Duration REST = Duration.millis(400);

    private final Stage stage;
    private final WorkbenchModel model;
    private final Messages messages;
    private final BorderPane main = new BorderPane();
    private final StackPane content = new StackPane();
    private final StackPane root = new StackPane(main);
    private final VBox top = new VBox();
    private final ReviewPage review;
    private final DeployPane deploy;
    private final StartPane start;
    private final BuildDesk desk;
    private final Scene scene;
    private final Zoom zoom;
    private final Placement placement;
    private final Actions actions;
    private final Keymap keymap;
    private final SettingsKeeper keeper;
    private final LeftOpen leftOpen;
    private final List<OpenReview> wasOpen;
    private final InvalidationListener desktop = o -> dress();
    private final PauseTransition rest = new PauseTransition(REST);
    private final ObjectProperty<ThemeChoice> theme = new SimpleObjectProperty<>(ThemeChoice.DESKTOP);

    /** @param settings what the user chose earlier, and where choices are kept */
    public WorkbenchWindow(Stage stage, WorkbenchModel model, SettingsFile settings) {
        this.stage = stage;
        this.model = model;
        this.messages = model.messages();
        WindowSettings saved = settings.load();
        this.actions = new Actions(messages);
        this.keymap = new Keymap(actions);
        this.leftOpen = new LeftOpen(model);
        this.wasOpen = saved.open();
        this.keeper = new SettingsKeeper(settings, model.background(), saved, this::settings);
        this.desk = new BuildDesk(stage, model, this::reviewPage);
        this.review = new ReviewPage(model, desk, rest::playFromStart);
        this.deploy = new DeployPane(model.deploy(), messages, model::toggleDeploy);
        this.scene = new Scene(root, saved.bounds().width(), saved.bounds().height());
        this.zoom = new Zoom(root);
        this.placement = new Placement(stage, rest::playFromStart);
        Opening opening = new Opening(stage, model);
        PaletteView palette = new PaletteView(new PaletteModel(actions, keymap), messages);
        addActions(opening, palette);
        this.start = new StartPane(
                List.of(
                        new StartPane.Begin(
                                Icons.OBJECT, actions.find("file.builds").orElseThrow()),
                        new StartPane.Begin(
                                Icons.BUILD, actions.find("file.build").orElseThrow()),
                        new StartPane.Begin(
                                Icons.ADD_FILE, actions.find("file.objects").orElseThrow()),
                        new StartPane.Begin(
                                Icons.PATCH, actions.find("file.patch").orElseThrow()),
                        new StartPane.Begin(
                                Icons.DEMO, actions.find("file.demo").orElseThrow())),
                model.recent(),
                model::reopen,
                messages);
        root.getStyleClass().add("workbench");
        content.getStyleClass().add("content");
        top.getChildren().add(new Toolbar(model, actions, Menus.bar(actions, keymap)));
        main.setTop(top);
        main.setCenter(content);
        main.setBottom(new StatusStrip(model, desk::toggleTasks));
        root.getChildren().add(palette);
        opening.acceptDrops(scene, desk::openWizard);
        desk.keepStrip(top);
        alternateKeys();
        restore(saved);
        follow();
        draw();
    }

    private void addActions(Opening opening, PaletteView palette) {
        WindowActions own = new WindowActions(model);
        own.file(actions, opening, this::showStart, stage::close);
        own.build(actions, desk);
        own.view(actions, zoom, theme::set, this::switchTheme, review);
        own.go(actions, review);
        own.diff(actions, review);
        own.review(actions, review, new ReviewDialogs(stage, model));
        review.setMenus(ids -> Menus.context(ids, actions));
        own.deploy(actions);
        own.help(actions, palette::open, () -> new ShortcutsDialog(actions, keymap, messages).show(stage));
    }

    private ReviewPage reviewPage() {
        return review;
    }

    private void showStart() {
        desk.leave();
        model.closeReview();
    }

    private void restore(WindowSettings saved) {
        theme.set(saved.theme());
        zoom.set(saved.textSize());
        placement.restore(saved.bounds());
        model.diff().settings().set(saved.diff());
        model.recent().restore(saved.recent());
        keymap.restore(saved.shortcuts());
        review.layOut(saved.layout());
        dress();
    }

    private WindowSettings settings() {
        return new WindowSettings(
                theme.get(),
                zoom.size().get(),
                placement.bounds(),
                model.diff().settings().get(),
                review.docks().current(),
                model.recent().entries().get(),
                keymap.chosen().get(),
                leftOpen.now());
    }

    private void follow() {
        theme.addListener((o, was, is) -> dress());
        Platform.getPreferences().colorSchemeProperty().addListener(desktop);
        List.of(theme, zoom.size(), model.diff().settings(), model.recent().entries(), keymap.chosen(), model.pair())
                .forEach(p -> p.addListener((InvalidationListener) o -> rest.playFromStart()));
        rest.setOnFinished(e -> keeper.save());
        stage.setOnHiding(e -> {
            keeper.saveNow();
            // The preferences outlive the window, and would keep it.
            Platform.getPreferences().colorSchemeProperty().removeListener(desktop);
        });
        model.review().state().addListener((o, was, is) -> {
            draw();
            // A review that was refreshed must not take the keyboard away.
            if (is instanceof ReviewState.Ready && !(was instanceof ReviewState.Ready)) {
                review.focusTree();
            }
        });
        model.review().filter().setAsideShown().addListener((o, was, is) -> draw());
        model.pair().addListener((o, was, is) -> nameWindow());
        model.preparation().addListener((o, was, is) -> draw());
        model.deploying().addListener((o, was, is) -> draw());
        desk.inFront().addListener((o, was, is) -> draw());
        model.live()
                .addListener((o, was, is) -> is.ifPresent(l -> top.getChildren()
                        .add(new LiveAnswersStrip(
                                l.answers(),
                                "ticketd (pid %d)"
                                        .formatted(l.session().service().pid()),
                                TicketdExample.REQUEST,
                                messages))));
    }

    /** Opens the window on a request; on none in particular, where it was left. */
    public void show(Request request) {
        nameWindow();
        stage.getIcons().setAll(AppIcon.image());
        stage.setScene(scene);
        stage.setMinWidth(800);
        stage.setMinHeight(500);
        stage.show();
        placement.shown();
        model.open(request);
        if (request instanceof Request.Start) {
            leftOpen.reopen(wasOpen);
        }
    }

    private void nameWindow() {
        stage.setTitle(model.pair()
                .get()
                .map(p -> messages.text("window.title.of", p.title()))
                .orElse(messages.text("window.title")));
    }

    public Scene scene() {
        return scene;
    }

    /** What can be done in the window. */
    public Actions actions() {
        return actions;
    }

    /** Writes the picture of what is reviewed; see {@link dev.suture.workbench.anatomy.AnatomyPane#export}. */
    public void exportAnatomy(Path file) {
        review.anatomy().export(file);
    }

    /** Light to dark and back. */
    public void switchTheme() {
        theme.set(shownTheme() == Theme.LIGHT ? ThemeChoice.DARK : ThemeChoice.LIGHT);
    }

    private Theme shownTheme() {
        return Theme.of(theme.get(), Platform.getPreferences().getColorScheme());
    }

    private void dress() {
        shownTheme().apply(scene);
    }

    /** Keyboards differ in where they have the plus, and in whether it needs Shift. */
    private void alternateKeys() {
        for (KeyCode plus : new KeyCode[] {KeyCode.EQUALS, KeyCode.ADD}) {
            scene.getAccelerators()
                    .put(new KeyCodeCombination(plus, KeyCombination.CONTROL_DOWN, KeyCombination.SHIFT_ANY), zoom::in);
        }
        scene.getAccelerators()
                .put(
                        new KeyCodeCombination(KeyCode.PLUS, KeyCombination.CONTROL_DOWN, KeyCombination.SHIFT_DOWN),
                        zoom::in);
        scene.getAccelerators().put(new KeyCodeCombination(KeyCode.SUBTRACT, KeyCombination.CONTROL_DOWN), zoom::out);
    }

    private void draw() {
        content.getChildren()
                .setAll(
                        switch (model.preparation().get()) {
                            case Preparation.Working(Job job) -> StatePage.busy(messages.text("demo.task"), job);
                            case Preparation.Failed(Problem problem) -> StatePage.failed(problem, messages);
                            case Preparation.Done() -> model.deploying().get() ? deploy : review();
                        });
    }

    private Node review() {
        return switch (model.review().state().get()) {
            case ReviewState.Idle() -> desk.inFront().get() ? desk.page() : start;
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
