package dev.suture.workbench.shell;

import dev.suture.workbench.deploy.DeployPane;
import dev.suture.workbench.diff.DiffPane;
import dev.suture.workbench.review.ChangesPane;
import dev.suture.workbench.review.ReasonPane;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;

/** The docked views of a review: changes, diff, reasons, and Deploy below when it is wanted. */
final class ReviewPage extends SplitPane {
    private static final double CHANGES_WIDTH = 310;
    private static final double REASONS_WIDTH = 290;
    private static final double DEPLOY_FROM = 0.54;

    private final WorkbenchModel model;
    private final ChangesPane changes;
    private final DeployPane deploy;

    ReviewPage(WorkbenchModel model) {
        this.model = model;
        setId("review-page");
        setOrientation(Orientation.VERTICAL);
        changes = new ChangesPane(model.review(), model.messages());
        deploy = new DeployPane(model.deploy(), model.messages(), this::toggleDeploy);
        DiffPane diff = new DiffPane(model.diff(), model.navigator(), model.messages());
        ReasonPane reasons = new ReasonPane(model.review(), model.messages());
        SplitPane views = new SplitPane(changes, diff, reasons);
        setWidths(views);
        views.setMinHeight(0);
        deploy.setMinHeight(0);
        keepWidth(changes);
        keepWidth(reasons);
        getItems().add(views);
    }

    /** Once, as soon as there is a width to divide; from then on the user divides it. */
    private static void setWidths(SplitPane views) {
        ChangeListener<Number> once = new ChangeListener<>() {
            @Override
            public void changed(ObservableValue<? extends Number> width, Number was, Number is) {
                if (is.doubleValue() > CHANGES_WIDTH + REASONS_WIDTH) {
                    width.removeListener(this);
                    double all = is.doubleValue();
                    views.setDividerPositions(CHANGES_WIDTH / all, 1 - REASONS_WIDTH / all);
                }
            }
        };
        views.widthProperty().addListener(once);
    }

    /** Room that a larger window brings goes to the diff. */
    private static void keepWidth(Node view) {
        SplitPane.setResizableWithParent(view, false);
    }

    void focusFilter() {
        changes.focusFilter();
    }

    void focusTree() {
        changes.focusTree();
    }

    void toggleDeploy() {
        boolean open = getItems().remove(deploy);
        if (!open) {
            getItems().add(deploy);
            setDividerPositions(DEPLOY_FROM);
            if (model.deploy().patch().get().isEmpty()) {
                model.deploy().build();
            }
        }
        model.deploy().watch(!open);
    }
}
