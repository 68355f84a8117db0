package dev.suture.workbench.shell;

import static dev.suture.workbench.action.Action.Menu.DEPLOY;
import static dev.suture.workbench.action.Action.Menu.FILE;
import static dev.suture.workbench.action.Action.Menu.GO;
import static dev.suture.workbench.action.Action.Menu.HELP;
import static dev.suture.workbench.action.Action.Menu.VIEW;

import dev.suture.diff.model.DiffReport;
import dev.suture.workbench.action.Action;
import dev.suture.workbench.action.Actions;
import dev.suture.workbench.build.BuildState;
import dev.suture.workbench.deploy.service.DeployAction;
import dev.suture.workbench.diff.DiffSettings;
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
        actions.add(Action.unless(noDifferences, "go.next", GO, "F7", model.navigator()::next));
        actions.add(Action.unless(noDifferences, "go.previous", GO, "Shift+F7", model.navigator()::previous));
        actions.add(Action.unless(noReview, "go.filter", GO, "Ctrl+F", review::focusFilter));
        actions.add(Action.unless(noReview, "go.changes", GO, "Ctrl+1", review::focusTree));
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
