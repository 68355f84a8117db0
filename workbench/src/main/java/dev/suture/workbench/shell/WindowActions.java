package dev.suture.workbench.shell;

import static dev.suture.workbench.action.Action.Menu.DEPLOY;
import static dev.suture.workbench.action.Action.Menu.FILE;
import static dev.suture.workbench.action.Action.Menu.GO;
import static dev.suture.workbench.action.Action.Menu.HELP;
import static dev.suture.workbench.action.Action.Menu.REVIEW;
import static dev.suture.workbench.action.Action.Menu.VIEW;

import dev.suture.diff.model.DiffReport;
import dev.suture.workbench.action.Action;
import dev.suture.workbench.action.Actions;
import dev.suture.workbench.build.BuildState;
import dev.suture.workbench.deploy.service.DeployAction;
import dev.suture.workbench.diff.DiffSettings;
import dev.suture.workbench.review.History;
import dev.suture.workbench.review.Reviewing;
import dev.suture.workbench.settings.ThemeChoice;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;

/** The actions of the window itself; views bring their own. */
final class WindowActions {
    private final WorkbenchModel model;
    private final ObservableValue<Optional<String>> noReview;
    private final ObservableValue<Optional<String>> noDifferences;
    private final ObservableValue<Optional<String>> nothingToDeploy;
    private final ObservableValue<Optional<String>> building;
    private final ObservableValue<Optional<String>> notBuilding;
    private final ObservableValue<Optional<String>> noFailure;

    WindowActions(WorkbenchModel model) {
        this.model = model;
        String closed = model.messages().text("refusal.no-review");
        String same = model.messages().text("refusal.no-differences");
        this.building = model.build().state().map(s -> refusal("refusal.building", s instanceof BuildState.Running));
        this.notBuilding =
                model.build().state().map(s -> refusal("refusal.not-building", !(s instanceof BuildState.Running)));
        this.noFailure =
                model.build().state().map(s -> refusal("refusal.no-failure", !(s instanceof BuildState.Failed)));
        this.noReview = Bindings.createObjectBinding(
                () -> model.review().report().isPresent() ? Optional.empty() : Optional.of(closed),
                model.review().state());
        this.noDifferences = Bindings.createObjectBinding(
                () -> model.review().report().filter(DiffReport::hasDifferences).isPresent()
                        ? Optional.empty()
                        : Optional.of(same),
                model.review().state());
        this.nothingToDeploy = Bindings.createObjectBinding(
                () -> model.deploy().patch().get().isPresent() ? Optional.empty() : noDifferences.getValue(),
                noDifferences,
                model.deploy().patch());
    }

    private Optional<String> refusal(String key, boolean refused) {
        return refused ? Optional.of(model.messages().text(key)) : Optional.empty();
    }

    /** Why actions on a review cannot be done, when they cannot. */
    ObservableValue<Optional<String>> noReview() {
        return noReview;
    }

    void file(Actions actions, Opening opening, Runnable start, Runnable close) {
        actions.add(Action.always("file.builds", FILE, "Ctrl+O", opening::builds));
        actions.add(Action.always("file.objects", FILE, "Ctrl+Shift+O", opening::objects));
        actions.add(Action.always("file.patch", FILE, "Ctrl+P", opening::patch));
        actions.add(Action.always("file.demo", FILE, "", model::openDemo));
        actions.add(Action.always("file.start", FILE, "Ctrl+Home", start));
        actions.add(Action.unless(noReview, "file.again", FILE, "Ctrl+R", model::again));
        actions.add(Action.always("file.close", FILE, "Ctrl+Q", close));
    }

    /** What begins, shows and ends builds. */
    void build(Actions actions, BuildDesk desk) {
        actions.add(Action.unless(building, "file.build", FILE, "Ctrl+B", desk::openWizard));
        actions.add(Action.unless(notBuilding, "file.build-cancel", FILE, "", model.build()::cancel));
        actions.add(Action.always("view.build", VIEW, "Ctrl+4", desk::toggleBuild));
        actions.add(Action.always("view.tasks", VIEW, "Ctrl+5", desk::toggleTasks));
        actions.add(Action.unless(noFailure, "go.build-error", GO, "", desk::showFailure));
    }

    void view(Actions actions, Zoom zoom, Consumer<ThemeChoice> theme, Runnable switchTheme, ReviewPage review) {
        actions.add(Action.always("view.source", VIEW, "Ctrl+L", () -> diff(s -> s.withSource(!s.source()))));
        actions.add(Action.always(
                "view.source-text", VIEW, "Ctrl+Shift+L", () -> diff(s -> s.withSourceText(!s.sourceText()))));
        actions.add(Action.always("view.unified", VIEW, "Ctrl+U", () -> diff(s -> s.withUnified(!s.unified()))));
        actions.add(Action.always("view.all-rows", VIEW, "Ctrl+E", () -> diff(s -> s.withAllRows(!s.allRows()))));
        actions.add(Action.unless(noReview, "view.reasons", VIEW, "Ctrl+I", review::toggleReasons));
        actions.add(Action.unless(noReview, "view.diff", VIEW, "Ctrl+2", review::showDiff));
        actions.add(Action.unless(noReview, "view.anatomy", VIEW, "Ctrl+3", review::showAnatomy));
        actions.add(Action.unless(noReview, "view.flow", VIEW, "Ctrl+6", review::toggleFlow));
        actions.add(Action.unless(noReview, "view.callers", VIEW, "Ctrl+7", review::toggleCallers));
        actions.add(Action.unless(noReview, "view.reset-layout", VIEW, "", review.docks()::reset));
        actions.add(Action.always("view.larger", VIEW, "Ctrl+Plus", zoom::in));
        actions.add(Action.always("view.smaller", VIEW, "Ctrl+Minus", zoom::out));
        actions.add(Action.always("view.normal", VIEW, "Ctrl+0", zoom::reset));
        actions.add(Action.always("view.theme", VIEW, "Ctrl+T", switchTheme));
        actions.add(Action.always("view.theme.desktop", VIEW, "", () -> theme.accept(ThemeChoice.DESKTOP)));
        actions.add(Action.always("view.theme.light", VIEW, "", () -> theme.accept(ThemeChoice.LIGHT)));
        actions.add(Action.always("view.theme.dark", VIEW, "", () -> theme.accept(ThemeChoice.DARK)));
        actions.add(Action.always("view.theme.contrast", VIEW, "", () -> theme.accept(ThemeChoice.HIGH_CONTRAST)));
    }

    void go(Actions actions, ReviewPage review) {
        actions.add(Action.unless(
                noDifferences, "go.next", GO, "F7", () -> review.navigator().next()));
        actions.add(Action.unless(
                noDifferences,
                "go.previous",
                GO,
                "Shift+F7",
                () -> review.navigator().previous()));
        actions.add(Action.unless(noReview, "go.find", GO, "Ctrl+F", review::find));
        actions.add(Action.unless(noReview, "go.filter", GO, "Ctrl+Shift+F", review::focusFilter));
        actions.add(Action.unless(noReview, "go.changes", GO, "Ctrl+1", review::focusTree));
    }

    /** What one does with the changes, and with what was said of them. */
    void review(Actions actions, ReviewPage review, ReviewDialogs dialogs) {
        Reviewing reviewing = model.reviewing();
        History history = model.history();
        var noItem = reviewing.noItem();
        actions.add(Action.unless(noItem, "review.mark", REVIEW, "Ctrl+M", reviewing::toggle));
        actions.add(Action.unless(noItem, "review.next", REVIEW, "F8", review::doneAndNext));
        actions.add(Action.unless(noReview, "review.mark-shown", REVIEW, "", reviewing::markShown));
        actions.add(Action.unless(reviewing.noChange(), "review.note", REVIEW, "Ctrl+N", review::focusNote));
        var noUndo = reviewing.nothingToUndo();
        actions.add(Action.unless(
                noUndo, "review.undo", REVIEW, "Ctrl+Z", model.review().marks()::undo));
        var noRedo = reviewing.nothingToRedo();
        actions.add(Action.unless(
                noRedo, "review.redo", REVIEW, "Ctrl+Shift+Z", model.review().marks()::redo));
        actions.add(Action.unless(reviewing.noCandidate(), "review.pair", REVIEW, "Ctrl+J", dialogs::pair));
        actions.add(Action.unless(reviewing.noPair(), "review.unpair", REVIEW, "", reviewing::unpair));
        actions.add(Action.unless(reviewing.noHandPairs(), "review.forget-pairs", REVIEW, "", reviewing::forgetPairs));
        actions.add(Action.unless(noReview, "review.watch", REVIEW, "Ctrl+Shift+W", this::switchWatch));
        actions.add(Action.unless(noReview, "review.export", REVIEW, "Ctrl+Shift+E", dialogs::export));
        String ended = model.messages().text("refusal.history");
        actions.add(Action.unless(history.refusal(-1, ended), "go.back", GO, "Alt+Left", () -> history.go(-1)));
        actions.add(Action.unless(history.refusal(1, ended), "go.forward", GO, "Alt+Right", () -> history.go(1)));
    }

    /** What one does with the rows. */
    void diff(Actions actions, ReviewPage review) {
        var nothingShown = nothingShown();
        actions.add(Action.unless(nothingShown, "go.definition", GO, "F12", review::follow));
        actions.add(Action.unless(nothingShown, "go.find-diff", GO, "F3", review::findInDiff));
        actions.add(Action.unless(nothingShown, "diff.copy", REVIEW, "Ctrl+Shift+C", review::copyText));
        actions.add(Action.unless(nothingShown, "view.new-tab", VIEW, "Ctrl+Enter", review::openBeside));
        String none = model.messages().text("refusal.no-tab");
        ObservableValue<Optional<String>> noTab = Bindings.createObjectBinding(
                () -> model.tabs().tabs().isEmpty() ? Optional.of(none) : Optional.empty(),
                model.tabs().tabs());
        actions.add(Action.unless(noTab, "view.close-tab", VIEW, "Ctrl+W", review::closeTab));
    }

    private ObservableValue<Optional<String>> nothingShown() {
        String nothing = model.messages().text("refusal.no-change");
        return Bindings.createObjectBinding(
                () -> model.diff().shown().isPresent() ? Optional.empty() : Optional.of(nothing),
                model.diff().state());
    }

    private void switchWatch() {
        model.watch().on().set(!model.watch().on().get());
    }

    void deploy(Actions actions) {
        actions.add(Action.unless(nothingToDeploy, "deploy.toggle", DEPLOY, "Ctrl+D", model::toggleDeploy));
        actions.add(Action.unless(nothingToDeploy, "deploy.look", DEPLOY, "F5", model.deploy()::look));
        for (DeployAction action : DeployAction.values()) {
            ObservableValue<Optional<String>> refusal =
                    model.deploy().change().offers().map(o -> o.offer(action).whyNot());
            String id = "deploy." + action.key();
            actions.add(Action.unless(refusal, id, DEPLOY, "", () -> {
                if (!model.deploying().get()) {
                    model.toggleDeploy();
                }
                model.deploy().change().ask(action);
            }));
        }
    }

    void help(Actions actions, Runnable palette, Runnable shortcuts) {
        actions.add(Action.always("help.palette", HELP, "Ctrl+Shift+P", palette));
        actions.add(Action.always("help.shortcuts", HELP, "", shortcuts));
    }

    private void diff(UnaryOperator<DiffSettings> change) {
        model.diff().settings().set(change.apply(model.diff().settings().get()));
    }
}
