package dev.suture.workbench.shell;

import dev.suture.build.BuildResult;
import dev.suture.workbench.build.BuildModel;
import dev.suture.workbench.build.BuildState;
import dev.suture.workbench.build.BuildStrip;
import dev.suture.workbench.build.BuildWays;
import dev.suture.workbench.build.BuildWizard;
import dev.suture.workbench.build.MadeDialog;
import dev.suture.workbench.build.WizardModel;
import dev.suture.workbench.review.ReviewState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.scene.layout.VBox;
import javafx.stage.Window;

/** Leads to the wizard, to the build as it runs, and from there to what was built. */
final class BuildDesk implements BuildWays {
    private final Window window;
    private final WorkbenchModel model;
    private final Supplier<ReviewPage> review;
    private final ReadOnlyBooleanWrapper inFront = new ReadOnlyBooleanWrapper();
    /** Made when it is first wanted: the start page is to be there soon. */
    private Optional<WorkPage> page = Optional.empty();

    private boolean deployNext;

    /** @param review the docked views of a review, once they are there */
    BuildDesk(Window window, WorkbenchModel model, Supplier<ReviewPage> review) {
        this.window = window;
        this.model = model;
        this.review = review;
        model.build().state().addListener((o, was, is) -> follow(is));
        model.review().state().addListener((o, was, is) -> {
            if (is instanceof ReviewState.Ready && deployNext) {
                deployNext = false;
                showDeploy();
            }
        });
    }

    /** What is shown while nothing is reviewed. */
    WorkPage page() {
        WorkPage made = page.orElseGet(() -> new WorkPage(model, this));
        page = Optional.of(made);
        return made;
    }

    /** Whether work is shown, rather than the start page, while nothing is reviewed. */
    ReadOnlyBooleanProperty inFront() {
        return inFront.getReadOnlyProperty();
    }

    void leave() {
        inFront.set(false);
    }

    void openWizard() {
        openWizard(Optional.empty(), List.of());
    }

    void openWizard(Optional<Path> source, List<Path> patches) {
        show(model.newWizard(source, patches));
    }

    @Override
    public void again() {
        show(model.lastWizard());
    }

    private void show(WizardModel wizard) {
        if (!model.build().isRunning()) {
            new BuildWizard(wizard, model.build()::start, model.messages()).show(window);
        }
    }

    private void follow(BuildState state) {
        switch (state) {
            case BuildState.Running _, BuildState.Failed _, BuildState.Cancelled _ -> showBuild();
            case BuildState.Done _ -> {
                leave();
                review.get().closeBuild();
            }
            case BuildState.Idle _ -> {}
        }
    }

    private boolean reviews() {
        return model.review().state().get() instanceof ReviewState.Ready;
    }

    void showBuild() {
        if (reviews()) {
            review.get().showBuild();
        } else {
            inFront.set(true);
            page().showBuild();
        }
    }

    void toggleBuild() {
        if (reviews()) {
            review.get().toggleBuild();
        } else if (inFront.get() && !page().showsTasks()) {
            leave();
        } else {
            showBuild();
        }
    }

    void toggleTasks() {
        if (reviews()) {
            review.get().toggleTasks();
        } else if (inFront.get() && page().showsTasks()) {
            leave();
        } else {
            inFront.set(true);
            page().showTasks();
        }
    }

    void showFailure() {
        showBuild();
        model.build().showFailure();
    }

    @Override
    public void review(BuildResult result) {
        if (model.built().get().isEmpty()) {
            model.openBuilt(result);
        }
        if (reviews()) {
            review.get().closeBuild();
        }
    }

    @Override
    public void deploy(BuildResult result) {
        if (model.built().get().isPresent() && reviews()) {
            showDeploy();
        } else {
            deployNext = true;
            model.openBuilt(result);
        }
    }

    private void showDeploy() {
        if (!model.deploying().get()) {
            model.toggleDeploy();
        }
    }

    @Override
    public void showMade(BuildResult result) {
        new MadeDialog(result, model.messages()).show(window);
    }

    /** Keeps a strip above the review of what was just built. */
    void keepStrip(VBox top) {
        model.built().addListener((o, was, is) -> {
            top.getChildren().removeIf(BuildStrip.class::isInstance);
            is.ifPresent(result -> top.getChildren().add(strip(result, top)));
        });
    }

    private BuildStrip strip(BuildResult result, VBox top) {
        BuildModel build = model.build();
        return new BuildStrip(
                result,
                build.moment().get().elapsed(),
                this,
                this::toggleBuild,
                () -> top.getChildren().removeIf(BuildStrip.class::isInstance),
                model.messages());
    }
}
