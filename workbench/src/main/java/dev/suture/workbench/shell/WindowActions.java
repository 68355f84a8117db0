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

    WindowActions(WorkbenchModel model) {
        this.model = model;
        String closed = model.messages().text("refusal.no-review");
        String same = model.messages().text("refusal.no-differences");
        this.noReview = Bindings.createObjectBinding(
                () -> model.review().report().isPresent() ? Optional.empty() : Optional.of(closed),
                model.review().state());
        this.noDifferences = Bindings.createObjectBinding(
                () -> model.review().report().filter(DiffReport::hasDifferences).isPresent()
                        ? Optional.empty()
                        : Optional.of(same),
                model.review().state());
    }

    /** Why actions on a review cannot be done, when they cannot. */
    ObservableValue<Optional<String>> noReview() {
        return noReview;
    }

    void file(Actions actions, Opening opening, Runnable start, Runnable close) {
        actions.add(Action.always("file.builds", FILE, "Ctrl+O", opening::builds));
        actions.add(Action.always("file.objects", FILE, "Ctrl+Shift+O", opening::objects));
        actions.add(Action.always("file.demo", FILE, "", model::openDemo));
        actions.add(Action.always("file.start", FILE, "Ctrl+Home", start));
        actions.add(Action.unless(noReview, "file.again", FILE, "Ctrl+R", model::again));
        actions.add(Action.always("file.close", FILE, "Ctrl+Q", close));
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

    void deploy(Actions actions, ReviewPage review) {
        actions.add(Action.unless(noDifferences, "deploy.toggle", DEPLOY, "Ctrl+D", review::toggleDeploy));
        actions.add(Action.unless(noDifferences, "deploy.look", DEPLOY, "F5", model.deploy()::look));
    }

    void help(Actions actions, Runnable palette, Runnable shortcuts) {
        actions.add(Action.always("help.palette", HELP, "Ctrl+Shift+P", palette));
        actions.add(Action.always("help.shortcuts", HELP, "", shortcuts));
    }

    private void diff(UnaryOperator<DiffSettings> change) {
        model.diff().settings().set(change.apply(model.diff().settings().get()));
    }
}
