package dev.suture.workbench.shell;

import dev.suture.workbench.deploy.DeployPane;
import dev.suture.workbench.diff.DiffPane;
import dev.suture.workbench.review.ChangesPane;
import dev.suture.workbench.review.ReasonPane;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.SplitPane;

/** The docked views of a review: changes, diff, reasons, and Deploy below when it is wanted. */
final class ReviewPage extends SplitPane {
    private static final double CHANGES_SHARE = 0.21;
    private static final double REASONS_FROM = 0.78;
    private static final double DEPLOY_FROM = 0.60;

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
        views.setDividerPositions(CHANGES_SHARE, REASONS_FROM);
        keepWidth(changes);
        keepWidth(reasons);
        getItems().add(views);
    }

    /** Room that a larger window brings goes to the diff. */
    private static void keepWidth(Node view) {
        SplitPane.setResizableWithParent(view, false);
    }

    void focusFilter() {
        changes.focusFilter();
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
