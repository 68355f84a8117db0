package dev.suture.workbench.shell;

import dev.suture.workbench.anatomy.AnatomyPane;
import dev.suture.workbench.deploy.DeployPane;
import dev.suture.workbench.diff.DiffPane;
import dev.suture.workbench.dock.DockLayout;
import dev.suture.workbench.dock.DockView;
import dev.suture.workbench.dock.Docks;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.review.ChangesPane;
import dev.suture.workbench.review.ReasonPane;
import dev.suture.workbench.text.Messages;
import dev.suture.workbench.review.Selection;
import java.util.List;
import java.util.function.Function;
import javafx.scene.control.ContextMenu;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** The docked views of a review: changes, diff and reasons, and Deploy below when it is wanted. */
final class ReviewPage extends StackPane {
    private static final String CHANGES = "changes";
    private static final String DIFF = "diff";
    private static final String ANATOMY = "anatomy";
    private static final String REASONS = "reasons";
    private static final String DEPLOY = "deploy";
    private static final DockLayout STANDARD = new DockLayout.Split(
            true,
            List.of(0.215, 0.8),
            List.of(DockLayout.Tabs.of(CHANGES), DockLayout.Tabs.of(DIFF, ANATOMY), DockLayout.Tabs.of(REASONS)));

    private final WorkbenchModel model;
    private final ChangesPane changes;
    private final AnatomyPane anatomy;
    private final DiffPane diff;
    private final ReasonPane reasons;
    private final Docks docks;

    /** @param moved called after the user moved a view or a divider */
    ReviewPage(WorkbenchModel model, Runnable moved) {
        this.model = model;
        Messages messages = model.messages();
        setId("review-page");
        changes = new ChangesPane(model.review(), model.reviewing(), this::openBeside, messages);
        DeployPane deploy = new DeployPane(model.deploy(), messages);
        anatomy = new AnatomyPane(model.anatomy(), messages);
        diff = new DiffPane(model.diff(), model.navigator(), messages);
        reasons = new ReasonPane(model.review(), model.reviewing(), messages);
        docks = new Docks(
                List.of(
                        view(CHANGES, Icons.CHANGES, changes, false),
                        view(DIFF, Icons.DIFF, diff, false),
                        view(ANATOMY, Icons.ANATOMY, anatomy, true),
                        view(REASONS, Icons.REASON, reasons, true),
                        view(DEPLOY, Icons.APPLY, deploy, true)),
                STANDARD,
                () -> {
                    watch();
                    moved.run();
                });
        getChildren().add(docks);
    }

    private DockView view(String id, Icons icon, Node node, boolean closable) {
        return new DockView(id, model.messages().text("view." + id), icon, node, closable);
    }

    Docks docks() {
        return docks;
    }

    void focusFilter() {
        docks.show(CHANGES);
        changes.focusFilter();
    }

    /** Finds in what has the keyboard: in the text of the diff, else among the changes. */
    void find() {
        focusFilter();
    }

    void focusNote() {
        docks.show(REASONS);
        reasons.focusNote();
    }

    /** What a right click offers. */
    void setMenus(Function<List<String>, ContextMenu> menus) {
        changes.setMenu(menus.apply(List.of(
                "review.mark",
                "review.next",
                "review.note",
                "",
                "review.pair",
                "review.unpair",
                "",
                "review.undo",
                "review.redo")));
    }

    private void openBeside(Selection what) {
        model.review().selection().set(what);
    }

    void focusTree() {
        changes.focusTree();
    }

    AnatomyPane anatomy() {
        return anatomy;
    }

    void showDiff() {
        docks.show(DIFF);
    }

    void showAnatomy() {
        docks.show(ANATOMY);
    }

    void toggleReasons() {
        docks.toggle(REASONS);
    }

    void toggleDeploy() {
        docks.toggle(DEPLOY);
        if (docks.isShown(DEPLOY) && model.deploy().patch().get().isEmpty()) {
            model.deploy().build();
        }
        watch();
    }

    /** The processes are looked at for as long as somebody sees them, and the picture is made when somebody does. */
    private void watch() {
        model.anatomy().watch(docks.isShown(ANATOMY));
        model.deploy().watch(docks.isShown(DEPLOY));
    }
}
