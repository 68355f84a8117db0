package dev.suture.workbench.shell;

import dev.suture.workbench.anatomy.AnatomyPane;
import dev.suture.workbench.build.BuildPane;
import dev.suture.workbench.build.BuildWays;
import dev.suture.workbench.diff.DiffPane;
import dev.suture.workbench.dock.DockLayout;
import dev.suture.workbench.dock.DockView;
import dev.suture.workbench.dock.Docks;
import dev.suture.workbench.parts.Icons;
import dev.suture.workbench.review.ChangesPane;
import dev.suture.workbench.review.ReasonPane;
import dev.suture.workbench.tasks.TasksPane;
import dev.suture.workbench.text.Messages;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.layout.StackPane;

/** The docked views of a review: changes, diff and reasons. */
final class ReviewPage extends StackPane {
    private static final String CHANGES = "changes";
    private static final String DIFF = "diff";
    private static final String ANATOMY = "anatomy";
    private static final String REASONS = "reasons";
    private static final String BUILD = "build";
    private static final String TASKS = "tasks";
    private static final DockLayout STANDARD = new DockLayout.Split(
            true,
            List.of(0.215, 0.8),
            List.of(DockLayout.Tabs.of(CHANGES), DockLayout.Tabs.of(DIFF, ANATOMY), DockLayout.Tabs.of(REASONS)));

    private final WorkbenchModel model;
    private final ChangesPane changes;
    private final AnatomyPane anatomy;
    private final Docks docks;

    /**
     * @param ways where one can go from a build
     * @param moved called after the user moved a view or a divider
     */
    ReviewPage(WorkbenchModel model, BuildWays ways, Runnable moved) {
        this.model = model;
        Messages messages = model.messages();
        setId("review-page");
        changes = new ChangesPane(model.review(), messages);
        anatomy = new AnatomyPane(model.anatomy(), messages);
        DiffPane diff = new DiffPane(model.diff(), model.navigator(), messages);
        ReasonPane reasons = new ReasonPane(model.review(), messages);
        docks = new Docks(
                List.of(
                        view(CHANGES, Icons.CHANGES, changes, false),
                        view(DIFF, Icons.DIFF, diff, false),
                        view(ANATOMY, Icons.ANATOMY, anatomy, true),
                        view(REASONS, Icons.REASON, reasons, true),
                        view(BUILD, Icons.BUILD, new BuildPane(model.build(), ways, messages), true),
                        view(
                                TASKS,
                                Icons.TASKS,
                                new TasksPane(model.background().tasks(), messages),
                                true)),
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

    void showBuild() {
        docks.show(BUILD);
    }

    void closeBuild() {
        docks.close(BUILD);
    }

    void toggleBuild() {
        docks.toggle(BUILD);
    }

    void toggleTasks() {
        docks.toggle(TASKS);
    }

    /** The picture is made when somebody sees it. */
    private void watch() {
        model.anatomy().watch(docks.isShown(ANATOMY));
    }
}
